import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A phone number in E.164, from how people write it: international, or as it is dialled in a region (ISO 3166-1). Undefined
 * where it is none that can exist there.
 */
export function toE164(written: string, region?: string): string | undefined {
  const country = region && isSupportedCountry(region) ? (region as CountryCode) : undefined
  const found = parsePhoneNumberFromString(written, { ...(country && { defaultCountry: country }), extract: false })
  return found?.isPossible() ? found.number : undefined
}

/** The digits of a number in every way in which it may have been written down: international, or as it is dialled at home. */
export function writtenForms(e164: string): string[] {
  const { nationalNumber, countryCallingCode } = parsePhoneNumberFromString(e164) ?? {}
  const digits = e164.slice(1)
  // +44 (0)1632 … is how letterheads have it.
  const atHome = nationalNumber ? [`0${nationalNumber}`, nationalNumber, `${countryCallingCode}0${nationalNumber}`] : []
  return [e164, `00${digits}`, digits, ...atHome]
}
