/** An address without its tag: `support+tkt000123@example.com` is `support@example.com` (RFC 5233). A tag alone is a name. */
export function untagged(address: string): string {
  const at = address.lastIndexOf('@')
  const plus = address.indexOf('+')
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address
}
