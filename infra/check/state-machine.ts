import { readFileSync } from 'node:fs'
import validate from 'asl-validator'

interface Definition {
  States: Record<string, { Comment?: string }>
}

/** What is wrong with a definition: what asl-validator finds, and states that do not say why they exist. */
export function faultsOf(file: string): string[] {
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Definition
  // Substitutions stand where ARNs will: an ARN of the same form takes their place.
  const filled = JSON.parse(
    JSON.stringify(definition).replaceAll(/\$\{\w+\}/g, 'arn:aws:lambda:us-east-1:123456789012:function:substituted'),
  )
  const { isValid, errorsText } = validate(filled)
  const silent = Object.entries(definition.States).filter(([, { Comment }]) => !Comment)
  return [...(isValid ? [] : [errorsText('\n')]), ...silent.map(([name]) => `${name} has no Comment`)]
}
