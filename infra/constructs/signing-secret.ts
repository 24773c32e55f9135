import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { type Desk, removalPolicyOf } from './desk.ts'

/** Everything but letters and digits: what is left is base64 as it is, as the Standard Webhooks scheme wants a secret. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ '

/** What webhooks are signed with, so that receivers know them as the desk's (docs/sla.md, "Webhooks"). */
export class WebhookSecret extends Construct {
  readonly secret: Secret

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.secret = new Secret(this, 'Secret', {
      description: 'What the desk signs its webhooks with',
      // 64 characters of base64 are 48 bytes; the scheme wants 24 to 64.
      generateSecretString: { passwordLength: 64, excludeCharacters: punctuation, excludePunctuation: true },
      removalPolicy: removalPolicyOf(desk.stage),
    })
    acknowledge(this.secret, {
      SMG4: 'Receivers have to be given a new one: a person changes it, and the one before holds meanwhile.',
    })
  }
}
