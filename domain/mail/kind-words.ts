/** By which machines that mail are known: headers and words as data. All in lower case. */

/** Headers that only programs write which answer by themselves. */
export const autoReplyHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-autoreply-from',
  'x-mail-autoreply',
  'x-auto-reply-from',
  'x-fc-machinegenerated',
  'x-vacation',
  'x-cron-env',
]

/** Headers that mean it with a certain value only. */
export const autoReplyValues: readonly (readonly [string, RegExp])[] = [
  ['precedence', /^auto[_-]?reply/],
  ['preference', /^auto[_-]?reply/],
  ['x-precedence', /^auto[_-]?reply/],
  ['x-post-messageclass', /autoresponder/],
  ['delivered-to', /^autoresponder\b/],
  ['x-ms-exchange-generated-message-source', /mailbox rules agent|oof/],
]

/** Beginnings of names of headers that other help desks write. */
export const deskHeaders = [
  'x-zendesk-',
  'x-zammad-',
  'x-otrs-',
  'x-znuny-',
  'rt-ticket',
  'rt-originator',
  'x-rt-',
  'x-freshdesk-',
  'x-fd-',
  'x-freescout-',
  'x-helpscout-',
  'x-kayako-',
  'x-glpi-',
  'x-jira-fingerprint',
  'x-servicenow-generated',
  'x-osticket-',
  'x-deskpro-',
  'x-gorgias-',
  'x-hubspot-ticket',
  'x-sfdc-case',
  'x-redmine-',
  'x-request-tracker',
]

/** Of programs by which desks send. */
export const deskMailers =
  /zendesk|zammad|\botrs\b|znuny|freshdesk|freescout|help ?scout|kayako|\bglpi\b|osticket|request tracker|\brt \d|servicenow|jira|deskpro|zoho desk|redmine/

/** Addresses that a desk has with who keeps it for them: `support@acme.zendesk.com`. */
export const deskAddresses =
  /@[\w-]+\.(?:zendesk|freshdesk|freshservice|helpscout|zohodesk|gorgias|happyfox|kayako|service-now|atlassian|intercom-mail)\.[a-z]{2,10}$/

export const listHeaders = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'list-subscribe',
  'list-archive',
  'mailing-list',
  'x-mailing-list',
  'x-beenthere',
  'x-mailman-version',
]

/** What stands before the @ of machines that carry mail. `postmaster` may be a person, so it takes more than the name. */
export const carriers =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|maildelivery|mail-delivery|bounce|bounces|microsoftexchange[0-9a-f]{6,})(?:[-+=].*)?@/
export const postmasters = /^(?:postmaster|mail-?administrator|mailadmin)@/

/** Of senders that read no answer. */
export const deaf =
  /^(?:[\w.]*[._-])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply|donotreply|no[-_.]?responder|ne[-_.]?pas[-_.]?repondre|nicht[-_.]?antworten|nepasrepondre)(?:[._+-].*)?@/

const beginning = (text: string) =>
  new RegExp(
    `^\\s*(?:${text
      .trim()
      .split(/\s*\|\s*/)
      .join('|')})`,
    'u',
  )

/** How subjects of bounces begin. They count only beside a sender that carries mail, or none. */
export const bounceSubjects =
  beginning(`undeliver | mail delivery (?:failed|failure|system|subsystem) | delivery (?:status notification|failure|has failed|notification) | returned mail | failure notice | message (?:undeliverable|not delivered)
  | non[- ]?delivery | unzustellbar | nicht zustellbar | mail konnte nicht | non remis | échec de (?:la )?remise | message non (?:remis|distribué) | non recapitabile | mancato recapito | impossibile recapitare
  | no se puede entregar | no se pudo entregar | error de entrega | onbestelbaar | niet bezorgd | não é possível entregar | não entregue | falha na entrega | niedostarczalne | nie dostarczono
  | zwrot | nelze doručit | nedoručitelné | kan inte levereras | kan ikke leveres | toimittaminen epäonnistui | не удается доставить | недоставленное | teslim edilemedi | 配信不能 | 配信エラー | 无法送达 | 退信 | 系统退信 | 배달되지 않음 | 전송 실패`)

/** How subjects of warnings begin that a mail is late. */
export const delaySubjects =
  beginning(`(?:warning: )?(?:message|mail|could not send) .{0,30}(?:delayed|for past|for the past) | delayed mail | delivery delayed | delivery status notification \\(delay\\) | zustellung verzögert | verzögert
  | retardé | retrasado | ritardato | vertraagd | atrasada | opóźnion | 配信遅延`)

/** How subjects of what answers by itself begin: nothing may follow but what they answer to. */
export const autoReplySubjects = new RegExp(
  `^\\s*(?:${`auto(?:matic|mated)?[ -]?(?:reply|response|answer) | autoreply | out of (?:the )?office(?: auto-?reply| reply)? | vacation (?:reply|response) | away from (?:the |my )?office
  | automatische (?:antwort|antwortmail|rückantwort) | abwesenheits(?:notiz|nachricht|meldung|assistent) | abwesend | nicht im büro | réponse automatique | absence du bureau | absent du bureau | message d['’]absence
  | respuesta automática | fuera de la oficina | risposta automatica | fuori (?:sede|ufficio) | automatisch antwoord | afwezig(?:heid)?(?:sbericht|smelding)? | automatische beantwoording | resposta automática
  | fora do escritório | ausência temporária | automatyczna odpowiedź | odpowiedź automatyczna | autoodpowiedź | poza biurem | automatická odpověď | mimo kancelář | automatická odpoveď | autosvar
  | automatiskt svar | automatisk svar | frånvaro | fravær | automaattinen vastaus | poissa toimistosta | automatikus válasz | răspuns automat | αυτόματη απάντηση | автоматический ответ | автоответ
  | вне офиса | автоматична відповідь | otomatik yanıt | ofis dışında | 自動返信 | 自動応答 | 不在通知 | 不在応答 | 自动回复 | 自动答复 | 自動回覆 | 자동 회신 | 자동 응답 | 부재중 | رد تلقائي | מענה אוטומטי | תשובה אוטומטית | trả lời tự động
  | balasan otomatis | resposta automàtica`
    .trim()
    .split(/\s*\|\s*/)
    .join('|')})\\s*(?:$|[:：;–—\\[(【]|-\\s|re:)`,
  'u',
)
