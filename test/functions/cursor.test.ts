import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { openCursor, sealCursor } from '../../functions/platform/http/cursor.ts'

const place = '2026-11-21T10:00:00.000Z#TKT000123'

describe('a cursor', () => {
  it('brings its owner back to the place that it stands for', () => {
    expect(openCursor(sealCursor(place, 'tickets A'), 'tickets A')).toBe(place)
  })

  it('shows nothing of the place, and looks another each time', () => {
    const [one, other] = [sealCursor(place, 'tickets A'), sealCursor(place, 'tickets A')]
    expect(one).not.toBe(other)
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('TKT')
  })

  it.each([
    ['another caller', sealCursor(place, 'tickets B')],
    ['another list', sealCursor(place, 'history A')],
    ['nobody: made up', Buffer.from(place).toString('base64url')],
    ['nobody: too short', 'AAAA'],
    ['nobody: changed', sealCursor(place, 'tickets A').replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
  ])('of %s is refused by its name', (_, cursor) => {
    const open = () => openCursor(cursor, 'tickets A')
    expect(open).toThrow(
      expect.objectContaining({ kind: 'invalid', details: { errors: [expect.objectContaining({ path: 'cursor' })] } }),
    )
  })
})
