import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Everything that a desk writes. `DESK_HOME` lets a second desk (tests, CI) run beside a person's own. */
export const home = resolve(root, process.env.DESK_HOME ?? '.local')

export const places = {
  outputs: join(home, 'outputs.json'),
  log: join(home, 'desk.log'),
  deployLog: join(home, 'deploy.log'),
  startLock: join(home, 'start.lock'),
  emulator: join(home, 'emulator.json'),
  port: join(home, 'port'),
  office: join(home, 'office.json'),
  officeLog: join(home, 'office.log'),
  smtpPort: join(home, 'smtp-port'),
  outboxPort: join(home, 'outbox-port'),
  outbox: join(home, 'outbox'),
  passwords: join(home, 'passwords.json'),
  state: join(home, 'state'),
  buckets: join(home, 'buckets'),
  temporary: join(home, 'tmp'),
  assembly: join(home, 'cdk.out'),
} as const

/** Shared by all desks of this clone: it holds tools, no data. */
export const venv = join(root, '.local/venv')
export const venvLock = join(root, '.local/venv.lock')
