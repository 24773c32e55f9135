import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disposition, harmlessName } from '../../functions/platform/disposition.ts'

describe('the name of a downloaded file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['Übersicht 2026.pdf', 'Übersicht 2026.pdf'],
    ['../../etc/passwd', 'etc_passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\temp\\x.exe', 'C__temp_x.exe'],
    ['.bashrc', 'bashrc'],
    ['a\r\nSet-Cookie: x=1', 'a__Set-Cookie_ x=1'],
    ['say "hello".txt', 'say _hello_.txt'],
    ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['a\u200bb\ufeffc.txt', 'a_b_c.txt'],
    ['\ud800.txt', '\ufffd.txt'],
    ['con', 'file_con'],
    ['LPT1.txt', 'file_LPT1.txt'],
    ['...', 'file_'],
    ['x. ', 'x'],
    [`${'ü'.repeat(150)}.pdf`, `${'ü'.repeat(98)}.pdf`],
    ['家族の写真.jpg', '家族の写真.jpg'],
    ['%0d%0aX: y', '%0d%0aX_ y'],
  ])('%j is %j', (name, harmless) => {
    expect(harmlessName(name)).toBe(harmless)
  })

  it('is a header of printable ASCII with one name in each form, whatever it was, and means what was made of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (name) => {
        const header = disposition(name)
        const [, plain, extended] =
          /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(header) ?? []
        expect(plain).not.toMatch(/["\\/%]/)
        const saved = decodeURIComponent(extended ?? '')
        expect(saved).toBe(harmlessName(name))
        expect(saved).not.toMatch(/^\.|[/\\\p{Cc}\p{Cf}]/u)
        expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(205)
      }),
    )
  })
})
