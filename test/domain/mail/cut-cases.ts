/** Mails as people and programs write them, each with exactly what its writer said in it. */
export interface CutCase {
  text: string
  html?: string
  subject?: string
  said: string
}

const quoted = (text: string) => text.replace(/^/gm, '> ')
const question = 'Could you tell us the serial number?\n\nSupport'
const answer = 'It is 7731-B.\nThe label is torn, though.'

/** A line that says who wrote what follows, in the languages of the programs that write it. */
export const attributions: Record<string, string> = {
  'Gmail, English': 'On Mon, Nov 16, 2026 at 9:41 AM Support <support@desk.example> wrote:',
  'Gmail, in two lines': 'On Mon, Nov 16, 2026 at 9:41 AM Support Desk Somewhere <\nsupport@desk.example> wrote:',
  'Gmail, German': 'Am Mo., 16. Nov. 2026 um 09:41 Uhr schrieb Support <support@desk.example>:',
  'Gmail, French': 'Le lun. 16 nov. 2026 à 09:41, Support <support@desk.example> a écrit :',
  'Gmail, Spanish': 'El lun, 16 nov 2026 a las 9:41, Support (<support@desk.example>) escribió:',
  'Gmail, Italian': 'Il giorno lun 16 nov 2026 alle ore 09:41 Support <support@desk.example> ha scritto:',
  'Gmail, Dutch': 'Op ma 16 nov 2026 om 09:41 schreef Support <support@desk.example>:',
  'Gmail, Portuguese': 'Em seg., 16 de nov. de 2026 às 09:41, Support <support@desk.example> escreveu:',
  'Gmail, Polish': 'pon., 16 lis 2026 o 09:41 Support <support@desk.example> napisał(a):',
  'Gmail, Swedish': 'Den mån 16 nov. 2026 kl 09:41 skrev Support <support@desk.example>:',
  'Gmail, Danish': 'Den man. 16. nov. 2026 kl. 09.41 skrev Support <support@desk.example>:',
  'Gmail, Finnish': 'ma 16. marrask. 2026 klo 9.41 Support (support@desk.example) kirjoitti:',
  'Gmail, Czech': 'po 16. 11. 2026 v 9:41 odesílatel Support <support@desk.example> napsal:',
  'Gmail, Hungarian': 'Support <support@desk.example> ezt írta (időpont: 2026. nov. 16., H, 9:41):',
  'Gmail, Russian': 'пн, 16 нояб. 2026 г. в 09:41, Support <support@desk.example>:',
  'Gmail, Ukrainian': 'пн, 16 лист. 2026 р. о 09:41 Support <support@desk.example> пише:',
  'Gmail, Turkish': 'Support <support@desk.example>, 16 Kas 2026 Pzt, 09:41 tarihinde şunu yazdı:',
  'Gmail, Greek': 'Στις Δευ 16 Νοε 2026 στις 9:41 π.μ., ο/η Support <support@desk.example> έγραψε:',
  'Gmail, Japanese': '2026年11月16日(月) 9:41 Support <support@desk.example>:',
  'Gmail, Chinese': 'Support <support@desk.example> 于2026年11月16日周一 09:41写道：',
  'Gmail, Korean': '2026년 11월 16일 (월) 오전 9:41, Support <support@desk.example>님이 작성:',
  'Gmail, Arabic': 'في الاثنين، 16 نوفمبر 2026 في 9:41 ص تمت كتابة ما يلي بواسطة Support <support@desk.example>:',
  'Gmail, Hebrew': 'בתאריך יום ב׳, 16 בנוב׳ 2026 ב-9:41 מאת Support <support@desk.example>:',
  'Apple Mail, English': 'On 16 Nov 2026, at 09:41, Support <support@desk.example> wrote:',
  'Apple Mail, German': 'Am 16.11.2026 um 09:41 schrieb Support <support@desk.example>:',
  'Apple Mail, French': 'Le 16 nov. 2026 à 09:41, Support <support@desk.example> a écrit :',
  'Thunderbird, English': 'On 16/11/2026 09:41, Support wrote:',
  'Thunderbird, German': 'Am 16.11.26 um 09:41 schrieb Support:',
  'Thunderbird, Polish': 'W dniu 16.11.2026 o 09:41, Support pisze:',
  'Yahoo, English': 'On Monday, November 16, 2026 at 09:41:20 AM GMT+1, Support <support@desk.example> wrote:',
  'Proton, English': 'On Monday, November 16th, 2026 at 9:41 AM, Support <support@desk.example> wrote:',
  Mutt: 'On Mon, Nov 16, 2026 at 09:41:20AM +0100, Support wrote:',
}

/** Headers above what is quoted, as Outlook and others write them in their languages. */
export const headerBlocks: Record<string, string> = {
  English:
    'From: Support <support@desk.example>\nSent: Monday, November 16, 2026 9:41 AM\nTo: Anna <anna@acme.example>\nSubject: Projector',
  'English, within one company':
    'From: Support\nSent: Monday, November 16, 2026 9:41 AM\nTo: Anna; Bert\nSubject: Projector',
  'with a line above':
    '________________________________\nFrom: Support <support@desk.example>\nSent: Monday, November 16, 2026 9:41 AM\nTo: Anna\nSubject: Projector',
  'in bold':
    '*From:* Support <support@desk.example>\n*Sent:* Monday, November 16, 2026 9:41 AM\n*To:* Anna\n*Subject:* Projector',
  German:
    'Von: Support <support@desk.example>\nGesendet: Montag, 16. November 2026 09:41\nAn: Anna <anna@acme.example>\nBetreff: Beamer',
  French:
    'De : Support <support@desk.example>\nEnvoyé : lundi 16 novembre 2026 09:41\nÀ : Anna <anna@acme.example>\nObjet : Projecteur',
  Spanish:
    'De: Support <support@desk.example>\nEnviado el: lunes, 16 de noviembre de 2026 9:41\nPara: Anna\nAsunto: Proyector',
  Italian: 'Da: Support <support@desk.example>\nInviato: lunedì 16 novembre 2026 09:41\nA: Anna\nOggetto: Proiettore',
  Dutch: 'Van: Support <support@desk.example>\nVerzonden: maandag 16 november 2026 09:41\nAan: Anna\nOnderwerp: Beamer',
  Portuguese:
    'De: Support <support@desk.example>\nEnviada em: segunda-feira, 16 de novembro de 2026 09:41\nPara: Anna\nAssunto: Projetor',
  Polish:
    'Od: Support <support@desk.example>\nWysłano: poniedziałek, 16 listopada 2026 09:41\nDo: Anna\nTemat: Projektor',
  Swedish: 'Från: Support <support@desk.example>\nSkickat: den 16 november 2026 09:41\nTill: Anna\nÄmne: Projektor',
  Danish: 'Fra: Support <support@desk.example>\nSendt: 16. november 2026 09:41\nTil: Anna\nEmne: Projektor',
  Finnish:
    'Lähettäjä: Support <support@desk.example>\nLähetetty: maanantai 16. marraskuuta 2026 9.41\nVastaanottaja: Anna\nAihe: Projektori',
  Czech:
    'Od: Support <support@desk.example>\nOdesláno: pondělí 16. listopadu 2026 9:41\nKomu: Anna\nPředmět: Projektor',
  Russian: 'От: Support <support@desk.example>\nОтправлено: 16 ноября 2026 г. 9:41\nКому: Anna\nТема: Проектор',
  Turkish:
    'Kimden: Support <support@desk.example>\nGönderildi: 16 Kasım 2026 Pazartesi 09:41\nKime: Anna\nKonu: Projektör',
  Japanese: '差出人: Support <support@desk.example>\n送信日時: 2026年11月16日 9:41\n宛先: Anna\n件名: プロジェクター',
  Chinese: '发件人: Support <support@desk.example>\n发送时间: 2026年11月16日 9:41\n收件人: Anna\n主题: 投影仪',
  Korean:
    '보낸 사람: Support <support@desk.example>\n보낸 날짜: 2026년 11월 16일 9:41\n받는 사람: Anna\n제목: 프로젝터',
  Notes:
    'Von:    "Support" <support@desk.example>\nAn:     anna@acme.example\nDatum:  16.11.2026 09:41\nBetreff:        Beamer',
}

const programLines = [
  'Sent from my iPhone',
  'Von meinem iPhone gesendet',
  'Envoyé de mon iPhone',
  'Enviado desde mi iPhone',
  'Inviato da iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Enviado do meu iPhone',
  "Wysłane z iPhone'a",
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Отправлено с iPhone',
  'iPhoneから送信',
  '发自我的iPhone',
  '나의 iPhone에서 보냄',
  'Get Outlook for iOS<https://aka.example/o0ukef>',
  'Get [Outlook for Android](https://aka.example/abc)',
  'Outlook für iOS beziehen',
  'Sent with Proton Mail secure email.',
  'Sent from Yahoo Mail on Android',
  'Gesendet von Mail für Windows',
  'Sent from Samsung tablet.',
]

export const cases: Record<string, CutCase> = {
  'nothing but what is said': { text: answer, said: answer },
  'bottom posting': { text: `On 16/11/2026 09:41, Support wrote:\n${quoted(question)}\n\n${answer}`, said: answer },
  'bottom posting, with a signature': {
    text: `On 16/11/2026 09:41, Support wrote:\n${quoted(question)}\n\n${answer}\n\n-- \nAnna\nAcme`,
    said: answer,
  },
  'above and below': {
    text: `See below.\n\nOn 16/11/2026 09:41, Support wrote:\n${quoted(question)}\n\n${answer}`,
    said: `See below.\n\n${answer}`,
  },
  'answers between quoted lines': {
    text: 'Hello,\n\nOn 16/11/2026 09:41, Support wrote:\n> What does it show?\n\nE-17.\n\n> May we switch it off?\n\nNo.\n\n> Support\n\n-- \nLab',
    said: 'Hello,\n\n> What does it show?\n\nE-17.\n\n> May we switch it off?\n\nNo.',
  },
  'one answer between quoted lines': {
    text: 'On 16/11/2026 09:41, Support wrote:\n> What does it show?\nE-17.\n> Thank you\n> Support',
    said: '> What does it show?\nE-17.',
  },
  'answers between quoted lines, without a word about who wrote them': {
    text: '> What does it show?\nE-17.\n> May we switch it off?\nNo.',
    said: '> What does it show?\nE-17.\n> May we switch it off?\nNo.',
  },
  'quoted lines that a program has broken': {
    text: `${answer}\n\nOn 16/11/2026 09:41, Support wrote:\n> Could you tell us the serial number on the label at the back of the\nthing?\n> It is needed for the order that we have to place with the manufact\nurer.\n> Support`,
    said: answer,
  },
  'the attribution quoted as well (Apple)': {
    text: `${answer}\n\n> On 16. Nov 2026, at 09:41, Support <support@desk.example> wrote:\n> \n${quoted(question)}`,
    said: answer,
  },
  'quoted twice': {
    text: `${answer}\n\nOn 16/11/2026 09:41, Support wrote:\n${quoted(question)}\n> On 15/11/2026 09:41, Anna wrote:\n>> It is broken.`,
    said: answer,
  },
  'an original message': {
    text: `${answer}\n\n-----Original Message-----\nFrom: Support\nSent: Monday\n\n${question}`,
    said: answer,
  },
  'an original message, German': {
    text: `${answer}\n\n-----Ursprüngliche Nachricht-----\nVon: Support\nGesendet: Montag\n\n${question}`,
    said: answer,
  },
  'an original message, French': {
    text: `${answer}\n\n-----Message d'origine-----\nDe : Support\n\n${question}`,
    said: answer,
  },
  'the line of our own': {
    text: `${answer}\n\n##- Bitte über dieser Zeile antworten -##\n\n${question}`,
    said: answer,
  },
  'a mail sent on (Gmail)': {
    text: `Please see to this.\n\n---------- Forwarded message ---------\nFrom: Bert <bert@acme.example>\nDate: Mon, Nov 16, 2026 at 9:41 AM\nSubject: Lift\nTo: <anna@acme.example>\n\nThe lift is stuck.\n\n-- \nBert`,
    said: `Please see to this.\n\n---------- Forwarded message ---------\nFrom: Bert <bert@acme.example>\nDate: Mon, Nov 16, 2026 at 9:41 AM\nSubject: Lift\nTo: <anna@acme.example>\n\nThe lift is stuck.\n\n--\nBert`,
  },
  'a mail sent on (Apple, German)': {
    text: 'Bitte kümmern.\n\nAnfang der weitergeleiteten Nachricht:\n\n> Von: Bert <bert@acme.example>\n> Betreff: Aufzug\n>\n> Der Aufzug steckt.',
    said: 'Bitte kümmern.\n\nAnfang der weitergeleiteten Nachricht:\n\n> Von: Bert <bert@acme.example>\n> Betreff: Aufzug\n>\n> Der Aufzug steckt.',
  },
  'a mail sent on (Outlook says so in the subject only)': {
    subject: 'WG: Aufzug',
    text: `Bitte kümmern.\n\n${headerBlocks['German']}\n\nDer Aufzug steckt.`,
    said: `Bitte kümmern.\n\n${headerBlocks['German']}\n\nDer Aufzug steckt.`,
  },
  'an answer to what was sent on': {
    subject: 'RE: FW: Lift',
    text: `${answer}\n\n${headerBlocks['English']}\n\n---------- Forwarded message ---------\nThe lift is stuck.`,
    said: answer,
  },
  'only a quotation': { text: quoted(question), said: quoted(question).replace(/ +$/gm, '') },
  'only a signature': { text: '-- \nAnna\nAcme', said: '--\nAnna\nAcme' },
  'only the line of a telephone': { text: 'Sent from my iPhone', said: 'Sent from my iPhone' },
  'nothing said above a quotation': {
    text: `${headerBlocks['English']}\n\n${question}`,
    said: `${headerBlocks['English']}\n\n${question}`,
  },
  nothing: { text: '', said: '' },
  'a signature': { text: `${answer}\n\n-- \nAnna Example\nAcme`, said: answer },
  'a visiting card without a delimiter': {
    text: `${answer}\n\nKind regards\nAnna\n\nAcme Works Ltd | 1 Mill Lane\nPhone: +44 20 7946 0123\nwww.acme.example\n\nThis e-mail is confidential.`,
    said: `${answer}\n\nKind regards\nAnna`,
  },
  'no visiting card: a question below the name': {
    text: `${answer}\n\nRegards\nAnna\nCall me at +44 20 7946 0123?`,
    said: `${answer}\n\nRegards\nAnna\nCall me at +44 20 7946 0123?`,
  },
  'a postscript': {
    text: `${answer}\n\nRegards\nAnna\n\nPS: The gate opens at 7, call +44 20 7946 0123.`,
    said: `${answer}\n\nRegards\nAnna\n\nPS: The gate opens at 7, call +44 20 7946 0123.`,
  },
  'a journey is no header block': {
    text: 'The parcel went astray:\nFrom: Leeds\nTo: York\nDate: Monday\n\nWhere is it?',
    said: 'The parcel went astray:\nFrom: Leeds\nTo: York\nDate: Monday\n\nWhere is it?',
  },
  'a sentence is no attribution': {
    text: 'On Monday the technician wrote:\nreplace the lamp. He did not say which one.',
    said: 'On Monday the technician wrote:\nreplace the lamp. He did not say which one.',
  },
  'a last sentence is no line of a telephone': {
    text: 'It is on its way.\nSent from the warehouse on Friday.',
    said: 'It is on its way.\nSent from the warehouse on Friday.',
  },
  'a log with lines of hyphens': {
    text: 'It says:\n-----\nerror 5\n-----\nWhat now?',
    said: 'It says:\n-----\nerror 5\n-----\nWhat now?',
  },
  'a list below two hyphens': {
    text: `Broken:\n--\n${Array.from({ length: 30 }, (_, at) => `lamp ${at}`).join('\n')}`,
    said: `Broken:\n--\n${Array.from({ length: 30 }, (_, at) => `lamp ${at}`).join('\n')}`,
  },
  'a language that no list has, marked by Gmail': {
    text: `${answer}\n\nNgày 16 thg 11, Support da viet nhu sau\nCould you tell us?`,
    html: `<div>It is 7731-B.<br>The label is torn, though.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ngày 16 thg 11, Support da viet nhu sau<br></div><blockquote class="gmail_quote" style="x">Could you tell us?</blockquote></div>`,
    said: answer,
  },
  'answers between what Gmail has marked': {
    text: 'Hello\nWhat does it show?\nE-17.\nMay we switch it off?\nNo.',
    html: '<div>Hello</div><blockquote class="gmail_quote">What does it show?</blockquote><div>E-17.</div><blockquote class="gmail_quote">May we switch it off?</blockquote><div>No.</div>',
    said: 'Hello\nWhat does it show?\nE-17.\nMay we switch it off?\nNo.',
  },
  'a header block in a language that no list has, marked by Outlook': {
    text: `${answer}\n\nFrå: Support\nSend: måndag\n\nCould you tell us?`,
    html: '<p>It is 7731-B.<br>The label is torn, though.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Frå:</b> Support<br><b>Send:</b> måndag</div><p>Could you tell us?</p>',
    said: answer,
  },
  'a signature that only the HTML marks': {
    text: `${answer}\n\nAnna\nAcme Works`,
    html: '<div>It is 7731-B.<br>The label is torn, though.</div><br><div class="gmail_signature" data-smartmail="gmail_signature">Anna<br>Acme Works</div>',
    said: answer,
  },
  'all that is said stands in the signature': {
    text: answer,
    html: '<div id="Signature">It is 7731-B.<br>The label is torn, though.</div>',
    said: answer,
  },
}

for (const [name, line] of Object.entries(attributions)) {
  cases[`${name}: below what is said`] = { text: `${answer}\n\n${line}\n\n${quoted(question)}`, said: answer }
  cases[`${name}: without marks`] = { text: `${answer}\n\n${line}\n\n${question}`, said: answer }
}
for (const [name, block] of Object.entries(headerBlocks)) {
  cases[`headers, ${name}`] = { text: `${answer}\n\n${block}\n\n${question}`, said: answer }
}
for (const line of programLines) {
  cases[line] = { text: `${answer}\n\n${line}`, said: answer }
  cases[`${line}, above a quotation`] = {
    text: `${answer}\n\n${line}\n\nOn 16 Nov 2026, at 09:41, Support <support@desk.example> wrote:\n\n${quoted(question)}`,
    said: answer,
  }
}
