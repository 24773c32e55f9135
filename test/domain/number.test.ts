import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateIn, numberOf, stemOf } from '../../domain/number.ts'
import { TicketNumber } from '../../schemas/ticket.ts'

const plain = { prefix: 'TKT', width: 6, year: false }
const yearly = { prefix: 'CWS', width: 3, year: true }
const at = (instant: string, number = yearly, timeZone = 'UTC') => stemOf({ number, timeZone }, instant)

describe('a ticket number', () => {
  it('has a prefix and a count', () => {
    expect(numberOf(plain, at('2024-05-01T10:00:00.000Z', plain), 123)).toBe('TKT000123')
  })

  it('has the year in it where the brand wants that', () => {
    expect(numberOf(yearly, at('2024-05-01T10:00:00.000Z'), 1)).toBe('CWS-2024-001')
  })

  it('grows beyond its width and never loses a digit', () => {
    expect(numberOf(plain, 'TKT', 1_234_567)).toBe('TKT1234567')
    expect(numberOf(yearly, 'CWS-2024', 1000)).toBe('CWS-2024-1000')
  })

  it.each([
    ['UTC', '2024-12-31T23:59:59.999Z', 'CWS-2024'],
    ['UTC', '2025-01-01T00:00:00.000Z', 'CWS-2025'],
    ['Pacific/Auckland', '2024-12-31T11:00:00.000Z', 'CWS-2025'],
    ['America/Los_Angeles', '2025-01-01T07:59:59.999Z', 'CWS-2024'],
    ['Asia/Kathmandu', '2024-12-31T18:15:00.000Z', 'CWS-2025'],
  ])('counts anew when the year begins in the desk’s own zone: %s', (zone, instant, stem) => {
    expect(at(instant, yearly, zone)).toBe(stem)
  })

  it('is another for another stem or count, and a number that the API knows, whatever the formats', () => {
    const format = fc.record({
      prefix: fc.stringMatching(/^[A-Z]{1,10}$/),
      width: fc.integer({ min: 1, max: 12 }),
      year: fc.boolean(),
    })
    const drawn = fc.record({
      format,
      year: fc.integer({ min: 2000, max: 2999 }),
      count: fc.integer({ min: 1, max: 99_999 }),
    })
    fc.assert(
      fc.property(drawn, drawn, (a, b) => {
        const [one, other] = [a, b].map(({ format: number, year, count }) => {
          const stem = at(`${year}-06-01T00:00:00.000Z`, number)
          return { stem, count, width: number.width, text: numberOf(number, stem, count) }
        })
        if (!one || !other) throw new Error('Two were drawn')
        expect(TicketNumber.safeParse(one.text).success).toBe(true)
        // The same stem counts up in one place: two of its counts differ.
        if (one.stem !== other.stem) expect(one.text).not.toBe(other.text)
        else if (one.count !== other.count) expect(BigInt(tail(one)) === BigInt(tail(other))).toBe(false)
      }),
    )
  })
})

const tail = ({ text, stem }: { text: string; stem: string }) => text.slice(stem.length).replace('-', '')

describe('a date', () => {
  it.each([
    ['UTC', '2026-11-21'],
    ['Pacific/Kiritimati', '2026-11-22'],
    ['America/Adak', '2026-11-21'],
  ])('is the one on the wall in %s', (zone, date) => {
    expect(dateIn(zone, '2026-11-21T12:00:00.000Z')).toBe(date)
  })
})
