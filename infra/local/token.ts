import { tokenOf } from './access-token.ts'
import { tell } from './steps.ts'

// Standard output holds the token and nothing else: the line is made to be pasted into others.
try {
  process.stdout.write(`${await tokenOf(process.argv[2] ?? '')}\n`)
} catch (error) {
  tell(error)
  process.exitCode = 1
}
