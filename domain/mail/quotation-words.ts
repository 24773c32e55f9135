/** What mail programs write around what they quote: the words of each language, as data. All in lower case. */
const words = (text: string): string =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .join('|')

/** How a line that says who wrote what follows ends, before its colon; Japanese, Korean and Turkish put it there too. */
export const wrote =
  words(`wrote | writes | schrieb | geschrieben | a écrit | écrivait | escribió | ha scritto | scrive | schreef | heeft geschreven
  | het volgende geschreven | escreveu | va escriure | ha escrit | napisał | napisała | napisał\\(a\\) | napisał/a | pisze | skrev | kirjoitti | napsal
  | napsal\\(a\\) | napsala | napísal | napísal\\(a\\) | a scris | írta | έγραψε | написал | написала | написал\\(а\\) | пишет | пише | написав | написала
  | написа | je napisao | napisal | je napisao/la | rašė | rakstīja | kirjutas | skrifaði | idatzi zuen | scrisse | şunu yazdı | yazdı | tarihinde yazdı
  | さんは書きました | さんが書きました | は書きました | wrote | 写道 | 寫道 | 님이 작성 | 작성 | 님의 말 | đã viết | menulis | menulis | เขียน | เขียนว่า | ने लिखा
  | كتب | كتبت | כתב | כתבה | כתב/ה | מאת | نوشت`)

/** How such a line begins where the verb stands before the name: Swedish, Danish, Norwegian, German, Dutch. */
export const verbAmid = words(`schrieb | skrev | schreef | écrivait | írta`)

/** With which word such a line begins. It alone says nothing. */
export const begins =
  words(`on | am | le | el | il | op | em | den | on | dnia | w dniu | dne | dňa | pe | på | vào | pada | il giorno | at | in a message dated
  | la data de | στις | на | в | от | tarihinde | a | el dia | ngày | le | en | ma | ons | tir | tor | fre | lør | søn | man`)

/** Between lines of hyphens: what was answered. */
export const originals =
  words(`original message | original appointment | ursprüngliche nachricht | originalnachricht | original-nachricht | ursprünglicher termin
  | message d'origine | message d’origine | mail original | mail d'origine | courriel original | message original | message initial | mensaje original | messaggio originale | oorspronkelijk bericht
  | oorspronkelijk e-mailbericht | mensagem original | wiadomość oryginalna | oryginalna wiadomość | ursprungligt meddelande | originalmeddelande
  | oprindelig meddelelse | opprinnelig melding | original besked | alkuperäinen viesti | původní zpráva | původní e-mail | pôvodná správa | eredeti üzenet
  | mesaj original | исходное сообщение | исходное письмо | оригинальное сообщение | пересылаемое сообщение? | початкове повідомлення | özgün ileti
  | orijinal mesaj | αρχικό μήνυμα | 元のメッセージ | 元のメール | original message | 原始邮件 | 邮件原件 | 原始郵件 | 원본 메시지 | 원본 메일 | الرسالة الأصلية | הודעה מקורית
  | reply message | antwort nachricht | missatge original | originalna poruka | izvirno sporočilo`)

/** Between lines of hyphens, or alone before a colon: what was sent on. */
export const forwards =
  words(`forwarded message | begin forwarded message | weitergeleitete nachricht | anfang der weitergeleiteten nachricht | message transféré
  | début du message réexpédié | début du message transféré | mensaje reenviado | inicio del mensaje reenviado | messaggio inoltrato
  | inizio messaggio inoltrato | inizio del messaggio inoltrato | doorgestuurd bericht | begin doorgestuurd bericht | mensagem encaminhada | mensagem reencaminhada
  | início da mensagem encaminhada | início da mensagem reencaminhada | przekazana wiadomość | treść przekazanej wiadomości | początek przekazywanej wiadomości
  | wiadomość przekazana dalej | vidarebefordrat meddelande | vidarebefordrat brev | videresendt meddelelse | videresendt besked | videresendt melding
  | välitetty viesti | edelleenlähetetty viesti | přeposlaná zpráva | preposlaná správa | továbbított üzenet | mesaj redirecționat | пересылаемое сообщение
  | пересылаемое письмо | переадресованное сообщение | начало переадресованного сообщения | переслане повідомлення | iletilen ileti | yönlendirilmiş ileti
  | προωθημένο μήνυμα | 転送されたメッセージ | 転送メッセージ | 转发的邮件 | 转发邮件 | 轉寄的郵件 | 전달된 메일 | 전달된 메시지 | الرسالة المعاد توجيهها | رسالة معاد توجيهها | הודעה שהועברה
  | missatge reenviat`)

/** The prefixes by which a subject says that the mail sends another one on. */
export const forwardPrefixes = words(
  `fwd? | fw | wg | tr | rv | enc | i | doorst | pd | vb | vs | vl | přep | továbbítás | пересл | переслано | i̇lt | ilt | 転送 | 转发 | 轉寄 | 전달 | fs`,
)

/** The labels of a header block, as programs write it above what they quote: who it is from. */
export const fromLabels =
  words(`from | von | de | da | van | od | från | fra | lähettäjä | odesílatel | odosielateľ | feladó | de la | от | від | от кого | kimden
  | gönderen | από | 差出人 | 送信者 | 发件人 | 发送人 | 寄件者 | 寄件人 | 보낸 사람 | 보낸사람 | من | מאת | expéditeur | absender | remitente | mittente | afzender | remetente
  | nadawca | šalje | från | dari | จาก | từ | od | pošiljatelj`)

/** The other labels: when, to whom, copies, about what, how urgent. */
export const otherLabels =
  words(`sent | gesendet | envoyé | enviado | enviado el | enviado em | enviada em | inviato | verzonden | wysłano | wysłane | skickat | sendt | lähetetty
  | odesláno | odoslané | elküldve | küldve | trimis | отправлено | надіслано | gönderildi | gönderilme tarihi | στάλθηκε | 送信日時 | 发送时间 | 发送日期 | 寄件日期 | 傳送時間
  | 보낸 날짜 | تاريخ الإرسال | تم الإرسال | נשלח | date | datum | fecha | data | dato | päivämäärä | päiväys | дата | dátum | dată | tarih | ημερομηνία | 日付 | 日時 | 日期 | 时间 | 날짜
  | التاريخ | תאריך | to | an | à | a | para | per | aan | naar | do | till | til | vastaanottaja | komu | pre | címzett | către | кому | кому | kime | alıcı | προς | 宛先
  | 收件人 | 收件者 | 받는 사람 | 받는사람 | إلى | אל | cc | kopie | copie | copia | kopi | kopia | dw | kopio | másolat | копия | копія | bilgi | κοιν | 抄送 | 副本 | 참조 | نسخة | העתק | bcc
  | subject | betreff | objet | asunto | oggetto | onderwerp | assunto | temat | ämne | emne | aihe | předmět | predmet | tárgy | subiect | тема | konu | θέμα
  | 件名 | 主题 | 主題 | 主旨 | 제목 | الموضوع | נושא | reply-to | antwort an | importance | wichtigkeit | importance | priority | prioriteit | organization | sent at | destinataire | empfänger`)

/** Lines that a telephone or a mail program adds below what was written. */
export const programLines =
  words(`sent from (?:my|an?|the) [^.!?]{1,40} | sent (?:from|using|with|via) [^.!?]{1,60} | get outlook for (?:ios|android|mac).{0,120} | von meinem? .{1,30} gesendet
  | (?:diese nachricht wurde )?(?:gesendet|verschickt) (?:von|mit|aus) .{1,60} | outlook für (?:ios|android) beziehen.{0,120} | holen sie sich outlook.{0,120} | laden sie outlook für.{0,120}
  | envoyé (?:de|depuis|à partir de|avec) .{1,60} | télécharge[rz] outlook pour.{0,120} | obtenez outlook pour.{0,120} | enviado (?:desde|do|de|a partir do|através do|con|com) .{1,60}
  | obtener outlook para.{0,120} | obter o? ?outlook para.{0,120} | inviato (?:da|dal|con) .{1,60} | outlook for (?:ios|android)を入手 | 下载 ?outlook.{0,60} | 获取 ?outlook.{0,60} | scarica outlook per.{0,120} | ottieni outlook per.{0,120}
  | verstuurd (?:vanaf|met|via) .{1,60} | verzonden (?:vanaf|met|via) .{1,60} | outlook voor (?:ios|android) downloaden.{0,120} | downloade?n? outlook voor.{0,120}
  | wysłan[eoy] (?:z|za pomocą|przy użyciu) .{1,60} | pobierz (?:program )?outlook.{0,120} | skickat från .{1,60} | hämta outlook för.{0,120} | sendt fra .{1,60} | hent outlook (?:for|til).{0,120}
  | lähetetty .{1,40}(?:sta|stä|ltä|lta) | odesláno (?:z|ze|pomocí) .{1,60} | odoslané (?:z|zo) .{1,60} | отправлено (?:с|из|со) .{1,60} | надіслано (?:з|із) .{1,60}
  | .{1,30}(?:iphone|ipad|android)'?(?:u?mdan|dan|den) gönderildi | στάλθηκε από .{1,60} | .{1,20}から送信 | 发自我的.{1,20} | 从我的.{1,20}发送 | 從我的.{1,20}傳送 | 나의 .{1,20}에서 보냄 | أُ?رسل من .{1,40}
  | נשלח מה.{1,30} | trimis (?:de pe|din) .{1,60} | küldve .{1,40} | elküldve .{1,40} | enviat des de .{1,60}`)

/** What such a line must also name: a thing that sends, lest somebody's own last sentence is taken for one. */
export const sendingThings =
  words(`iphone | ipad | apple | android | samsung | galaxy | huawei | xiaomi | pixel | blackberry | nokia | outlook | mail | e-mail | phone | smartphone | handy | mobil
  | mobile | tablet | windows | mac | yahoo | gmail | proton | thunderbird | spark | telefon | téléphone | teléfono | telefone | telefono | telefoon | cellulare | celular
  | puhelin | telefonu | telefonie | gsm | device | gerät | appareil | dispositivo | app | 携帯 | スマートフォン | 手机 | 手機 | 휴대폰 | телефон | هاتفي`)

/** With which words somebody takes their leave. */
export const partings =
  words(`regards | kind regards | best regards | warm regards | many thanks | best wishes | best | cheers | sincerely | yours sincerely | yours faithfully | thanks | thank you
  | thanks and regards | thanks & regards | mit freundlichen grüßen | mit freundlichen grüssen | mit freundlichem gruß | freundliche grüße | freundliche grüsse | viele grüße | beste grüße
  | liebe grüße | schöne grüße | herzliche grüße | mfg | gruß | grüße | cordialement | bien cordialement | bien à vous | salutations | sincères salutations | meilleures salutations
  | saludos | saludos cordiales | un saludo | atentamente | cordiali saluti | distinti saluti | saluti | un saluto | met vriendelijke groet | met vriendelijke groeten | vriendelijke groet
  | groet | groeten | mvg | atenciosamente | cumprimentos | com os melhores cumprimentos | abraços | pozdrawiam | z poważaniem | z pozdrowieniami | med vänliga hälsningar
  | vänliga hälsningar | mvh | med venlig hilsen | venlig hilsen | vennlig hilsen | med vennlig hilsen | ystävällisin terveisin | s pozdravem | s pozdravom | üdvözlettel | cu stimă
  | с уважением | з повагою | saygılarımla | με εκτίμηση | よろしくお願いいたします | よろしくお願いします | 敬具 | 此致 | 谢谢 | 감사합니다 | مع التحية | تحياتي | בברכה`)
