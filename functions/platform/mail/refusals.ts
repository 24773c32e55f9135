/** A mail that SES has not taken: by its name, and in the words of SES; or it did not answer. */
export class NotTaken extends Error {
  constructor(cause: unknown) {
    const { name = 'Error', message = '' } = (cause ?? {}) as Partial<Error>
    super(message, { cause })
    this.name = name
  }
}

/** SES's own words where an address of ours, or of a reader in its sandbox, is not proved: that passes once somebody has seen to it. */
const unproved = /not verified/i

/**
 * Whether SES will ever take a mail as it is: by the errors of `SendEmail` in its API reference. What it has against the account or
 * the moment (throttled, paused, suspended, a domain or a configuration set that is not there, no answer) is nothing against the mail.
 */
export function isForGood(fault: unknown): boolean {
  const { name, message = '' } = (fault ?? {}) as Partial<Error>
  return (name === 'MessageRejected' && !unproved.test(message)) || name === 'BadRequestException'
}

/** So often it is tried before a person has to look: for some five hours. */
export const mostTries = 24

/** After so many seconds it is tried again: 1, 2, 4, 8 minutes, then every quarter of an hour, which is as long as a queue waits. */
export const backoffSeconds = (tries: number): number => Math.min(900, 60 * 2 ** tries)
