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
