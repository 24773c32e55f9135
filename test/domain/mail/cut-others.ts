/** Mails as programs and people write them that the rules were not made with: each with exactly what its writer said in it. */
export const others: readonly (readonly [name: string, text: string, said: string])[] = [
  [
    'eM client',
    'Thanks, it works.\n\n------ Original Message ------\nFrom "Support" <support@desk.example>\nTo "Anna" <anna@acme.example>\nDate 16/11/2026 09:41:20\nSubject Projector\n\nCould you?',
    'Thanks, it works.',
  ],
  [
    'Outlook mac',
    'Works now, thanks!\n\nFrom: Support Desk <support@desk.example>\nDate: Monday, 16 November 2026 at 09:41\nTo: Anna <anna@acme.example>\nCc: Bert <b@acme.example>, Carl <c@acme.example>,\n Dora <d@acme.example>\nSubject: Re: Projector\n\nhi',
    'Works now, thanks!',
  ],
  [
    'roundcube',
    'Am 2026-11-16 09:41, schrieb Support:\n> Seriennummer?\n\n7731-B\n\nGruß\nAnna',
    '7731-B\n\nGruß\nAnna',
  ],
  ['roundcube en', 'On 2026-11-16 09:41, Support wrote:\n\n> Serial?\n\n7731-B', '7731-B'],
  [
    'K9',
    '7731-B\n\nAm 16. November 2026 09:41:20 MEZ schrieb Support <support@desk.example>:\n>Serial?\n>\n>Support\n\n-- \nDiese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
    '7731-B',
  ],
  [
    'samsung',
    '7731-B\n\n\nVon meinem Samsung Galaxy Smartphone gesendet.\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Support <support@desk.example> \nDatum: 16.11.26  09:41  (GMT+01:00) \nAn: Anna <anna@acme.example> \nBetreff: Projector \n\nSerial?',
    '7731-B',
  ],
  [
    'samsung en',
    '7731-B\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Support <support@desk.example> \nDate: 16/11/2026  09:41  (GMT+00:00) \nTo: Anna <anna@acme.example> \nSubject: Projector \n\nSerial?',
    '7731-B',
  ],
  [
    'web.de',
    '7731-B\n\nGesendet mit der mobilen Mail App\n\nAm 16.11.26 um 09:41 schrieb Support\n\n> Von: Support <support@desk.example>\n> Datum: 16. November 2026\n> Serial?',
    '7731-B',
  ],
  [
    'gmx',
    '7731-B\n \n\nGesendet: Montag, 16. November 2026 um 09:41 Uhr\nVon: "Support" <support@desk.example>\nAn: anna@gmx.example\nBetreff: Projector\n\nSerial?',
    '7731-B',
  ],
  [
    'AOL',
    '7731-B\n\n-----Original Message-----\nFrom: Support <support@desk.example>\nTo: anna <anna@aol.example>\nSent: Mon, Nov 16, 2026 9:41 am\nSubject: Projector\n\nSerial?',
    '7731-B',
  ],
  ['gmail old', '7731-B\n\n2026-11-16 9:41 GMT+01:00 Support <support@desk.example>:\n\n> Serial?\n>', '7731-B'],
  [
    'inline outlook html arial',
    'See my answers below in red.\n\nFrom: Support <support@desk.example>\nSent: Monday, November 16, 2026 9:41 AM\nTo: Anna\nSubject: x\n\nSerial?\n7731-B',
    'See my answers below in red.',
  ],
  [
    'fr orange',
    '7731-B\n\n\n> Message du 16/11/26 09:41\n> De : "Support" <support@desk.example>\n> A : anna@orange.example\n> Copie à :\n> Objet : Projecteur\n>\n> Série ?',
    '7731-B',
  ],
  [
    'laposte',
    '7731-B\n\nDe: "Support" <support@desk.example>\nÀ: "anna" <anna@laposte.example>\nEnvoyé: Lundi 16 Novembre 2026 09:41:20\nObjet: Projecteur\n\nSérie ?',
    '7731-B',
  ],
  [
    'zimbra',
    '7731-B\n\n----- Mail original -----\nDe: "Support" <support@desk.example>\nÀ: "anna" <anna@laposte.example>\nEnvoyé: Lundi 16 Novembre 2026 09:41:20\nObjet: Projecteur\n\nSérie ?',
    '7731-B',
  ],
  [
    'zimbra en',
    '7731-B\n\n----- Original Message -----\nFrom: "Support" <support@desk.example>\nTo: "anna" <anna@acme.example>\nSent: Monday, November 16, 2026 9:41:20 AM\nSubject: Projector\n\nSerial?',
    '7731-B',
  ],
  [
    'mail.ru',
    '7731-B\n\nПонедельник, 16 ноября 2026, 9:41 +03:00 от Support <support@desk.example>:\n\n> Serial?',
    '7731-B',
  ],
  ['yandex', '7731-B\n\n16.11.2026, 09:41, "Support" <support@desk.example>:\n\n> Serial?', '7731-B'],
  ['yandex html only', '7731-B\n\n16.11.2026, 09:41, "Support" <support@desk.example>:\nSerial?', '7731-B'],
  [
    'qq',
    '7731-B\n\n------------------ 原始邮件 ------------------\n发件人: "Support" <support@desk.example>;\n发送时间: 2026年11月16日(星期一) 上午9:41\n收件人: "anna"<anna@qq.example>;\n主题: Projector\n\nSerial?',
    '7731-B',
  ],
  ['163', '7731-B\n\nAt 2026-11-16 09:41:20, "Support" <support@desk.example> wrote:\n\nSerial?', '7731-B'],
  ['163 zh', '7731-B\n\n在 2026-11-16 09:41:20，"Support" <support@desk.example> 写道：\n\nSerial?', '7731-B'],
  [
    'naver',
    '7731-B\n\n-----Original Message-----\nFrom: "Support"<support@desk.example>\nTo: <anna@naver.example>\nCc:\nSent: 2026-11-16 (월) 09:41:20 (GMT+09:00)\nSubject: Projector\n\nSerial?',
    '7731-B',
  ],
  [
    'becky jp',
    '7731-Bです。\n\nOn Mon, 16 Nov 2026 09:41:20 +0900\nSupport <support@desk.example> wrote:\n\n> Serial?',
    '7731-Bです。',
  ],
  [
    'jp iphone',
    '7731-Bです。\n\niPhoneから送信\n\n2026/11/16 9:41、Support <support@desk.example>のメール:\n\n> Serial?',
    '7731-Bです。',
  ],
  [
    'jp outlook app',
    '7731-Bです。\n\nOutlook for iOSを入手\n________________________________\n差出人: Support <support@desk.example>\n送信日時: Monday, November 16, 2026 9:41:20 AM\n宛先: Anna <anna@acme.example>\n件名: Projector\n\nSerial?',
    '7731-Bです。',
  ],
  [
    'es iphone',
    '7731-B\n\nEnviado desde mi iPhone\n\n> El 16 nov 2026, a las 9:41, Support <support@desk.example> escribió:\n> \n> ¿Serie?',
    '7731-B',
  ],
  [
    'pt outlook',
    '7731-B\n\nObter o Outlook para iOS<https://aka.example/o0ukef>\n________________________________\nDe: Support <support@desk.example>\nEnviado: Monday, November 16, 2026 9:41:20 AM\nPara: Anna <anna@acme.example>\nAssunto: Projetor\n\nSérie?',
    '7731-B',
  ],
  [
    'nl',
    '7731-B\n\nOp 16 nov. 2026 om 09:41 heeft Support <support@desk.example> het volgende geschreven:\n\n> Serie?',
    '7731-B',
  ],
  ['pl', '7731-B\n\nW dniu 2026-11-16 o 09:41, Support napisał(a):\n> Seria?', '7731-B'],
  [
    'pl iphone',
    '7731-B\n\nWysłane z iPhone’a\n\n> Wiadomość napisana przez Support <support@desk.example> w dniu 16.11.2026, o godz. 09:41:\n> \n> Seria?',
    '7731-B',
  ],
  ['it', '7731-B\n\nIl 16/11/2026 09:41, Support ha scritto:\n> Serie?', '7731-B'],
  [
    'cs seznam',
    '7731-B\n\n\n---------- Původní e-mail ----------\nOd: Support <support@desk.example>\nKomu: anna@seznam.example\nDatum: 16. 11. 2026 9:41:20\nPředmět: Projektor\n\nSerie?',
    '7731-B',
  ],
  ['hu', '7731-B\n\n2026. 11. 16. 9:41 keltezéssel, Support írta:\n> Serial?', '7731-B'],
  [
    'de tb long name',
    '7731-B\n\nAm 16.11.2026 um 09:41 schrieb Support Desk via Group\nof people <support@desk.example>:\n> Serial?',
    '7731-B',
  ],
  [
    'proton de',
    '7731-B\n\nAm Montag, 16. November 2026 um 09:41, Support <support@desk.example> schrieb:\n\n> Serial?',
    '7731-B',
  ],
  ['hey', '7731-B\n\nOn November 16, 2026, Support <support@desk.example> wrote:\n\n> Serial?', '7731-B'],
  [
    'teams notice',
    '7731-B\n\n________________________________________\nFrom: Support\nSent: 16 November 2026 09:41\nTo: Anna\nSubject: Projector\n\nSerial?',
    '7731-B',
  ],
  [
    'person colon',
    'Hello,\nat 09:30 on 16/11/2026 I saw this, ask bert@acme.example:\nthe lamp was dark.\nRegards\nAnna',
    'Hello,\nat 09:30 on 16/11/2026 I saw this, ask bert@acme.example:\nthe lamp was dark.\nRegards\nAnna',
  ],
  [
    'log',
    'Error in the log:\n2026-11-16 09:41:20 user anna@acme.example failed:\n  at login\nPlease help.',
    'Error in the log:\n2026-11-16 09:41:20 user anna@acme.example failed:\n  at login\nPlease help.',
  ],
  [
    'shell',
    'I ran:\n> npm start\n> npm test\nand it fails. Why?',
    'I ran:\n> npm start\n> npm test\nand it fails. Why?',
  ],
  [
    'headers of problem mail',
    'We never got this mail:\n\nFrom: Bert <bert@acme.example>\nDate: Monday 16 November 2026 09:41\nSubject: Invoice\n\nCan you see what became of it? It was sent to Anna.',
    'We never got this mail:\n\nFrom: Bert <bert@acme.example>\nDate: Monday 16 November 2026 09:41\nSubject: Invoice\n\nCan you see what became of it? It was sent to Anna.',
  ],
  [
    'diff',
    'Please apply:\n\n--- a/x\n+++ b/x\n@@\n-old\n+new\n\nThanks',
    'Please apply:\n\n--- a/x\n+++ b/x\n@@\n-old\n+new\n\nThanks',
  ],
  [
    'confidential',
    '7731-B\n\nMit freundlichen Grüßen\n\nAnna Muster\nLeiterin Einkauf\n\nMuster GmbH\nMusterweg 1\n12345 Musterstadt\nTel.: +49 30 123456\nGeschäftsführer: X',
    '7731-B\n\nMit freundlichen Grüßen\n\nAnna Muster',
  ],
]
