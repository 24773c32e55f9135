import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceKm, legsBetween, travelMinutes } from '../../domain/travel.ts'

const place = (latitude: number, longitude: number) => ({ latitude, longitude })
const london = place(51.5072, -0.1276)
const paris = place(48.8566, 2.3522)
const somewhere = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('the distance between two places', () => {
  it.each([
    ['London and Paris', london, paris, 343.5],
    // A degree of the mean sphere: 6371.0088 km * pi / 180.
    ['a degree of the equator', place(0, 0), place(0, 1), 111.195],
    ['over the date line', place(0, 179.5), place(0, -179.5), 111.195],
    ['the poles', place(90, 0), place(-90, 77), 20_015.1],
    ['opposite places', place(0, 0), place(0, 180), 20_015.1],
  ])('%s', (_, a, b, km) => {
    expect(distanceKm(a, b)).toBeCloseTo(km, 0)
  })

  it('is the same back, nothing to the same place, and no more than half the way round', () => {
    fc.assert(
      fc.property(somewhere, somewhere, (a, b) => {
        expect(distanceKm(a, a)).toBe(0)
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6)
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_015.2)
      }),
    )
  })
})

describe('the time for it', () => {
  it('is rounded up to whole minutes', () => {
    expect(travelMinutes(0, 50)).toBe(0)
    expect(travelMinutes(25, 50)).toBe(30)
    expect(travelMinutes(25.1, 50)).toBe(31)
  })

  it('is nothing where it is not known where a place is', () => {
    const legs = legsBetween([london, undefined, paris], 50)
    expect(legs[0]?.[1]).toEqual({ km: 0, minutes: 0 })
    expect(legs[0]?.[2]?.minutes).toBe(413)
  })
})
