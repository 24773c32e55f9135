/** A setting that the stack gives to a function; without it the function cannot do its work. */
export function environment(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is not set`)
  return value
}
