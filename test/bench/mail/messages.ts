const mb = 1024 * 1024
const head = (type: string) => `From: somebody@acme.example\r\nSubject: large\r\nMIME-Version: 1.0\r\n${type}\r\n\r\n`
const line = `${'A'.repeat(76)}\r\n`
const attached = (size: number) =>
  `${head('Content-Type: multipart/mixed; boundary=b')}--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(size / line.length)}\r\n--b--\r\n`
const plain = head('Content-Type: text/plain; charset=utf-8')

/** Messages as large as they may be, and larger, by what they are. */
export const messages: Record<string, () => string> = {
  'a file in 30 MB': () => attached(30 * mb),
  'a file in 39 MB': () => attached(39 * mb),
  'text of 30 MB, lines of 78': () => plain + line.repeat((30 * mb) / line.length),
  'text of 30 MB, lines of 23': () => plain + 'words that somebody t\r\n'.repeat((30 * mb) / 23),
  'quoted-printable of 30 MB': () =>
    head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable') +
    `${'=C3=A4'.repeat(12)}=\r\n`.repeat((30 * mb) / 75),
  'HTML of 3 MB': () =>
    head('Content-Type: text/html') + '<blockquote><p>said before</p></blockquote>\r\n'.repeat((3 * mb) / 46),
  'HTML of 30 MB': () => head('Content-Type: text/html') + '<p>said <b>before</b></p>\r\n'.repeat((30 * mb) / 27),
  '950 parts': () =>
    `${head('Content-Type: multipart/mixed; boundary=b')}${`--b\r\nContent-Type: text/plain\r\n\r\n${line.repeat(400)}`.repeat(950)}--b--`,
  '40 MB of empty lines': () => plain + '\n'.repeat(40 * mb - plain.length),
  '41 MB': () => attached(41 * mb),
}
