import { join } from 'node:path'
import { root } from './places.ts'

export const region = 'us-east-1'
/** The emulator takes any; these are nobody's. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

export const endpointAt = (port: number) => `http://127.0.0.1:${port}`

/** For the SDK's clients. Nothing is asked of the machine's own AWS profile, ever. */
export const clientFor = (endpoint: string) => ({ endpoint, region, credentials })

const kept = ['HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'NO_COLOR']

/** A clean environment, with the Node of production first on the path: the emulator runs the Lambdas on it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const mine = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
  const path = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(':')
  return { ...mine, PATH: path }
}

/** For programs that talk to the emulator as they would to AWS. */
export const awsEnvironment = (endpoint: string): NodeJS.ProcessEnv => ({
  ...cleanEnvironment(),
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
})
