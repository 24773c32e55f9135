import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { type Desk, removalPolicyOf } from './desk.ts'

/** Everything but letters and digits: what is left is base64 as it is, as the Standard Webhooks scheme wants a secret. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ '

interface SigningSecretProps {
  readonly desk: Desk
  /** What is signed with it. */
  readonly description: string
}

/** A generated secret that others know the desk's own by: its webhooks (docs/sla.md, "Webhooks"), or the addresses and links in its mail. */
export class SigningSecret extends Construct {
  readonly secret: Secret

  constructor(scope: Construct, id: string, { desk, description }: SigningSecretProps) {
    super(scope, id)
    this.secret = new Secret(this, 'Secret', {
      description,
      // 64 characters of base64 are 48 bytes; the scheme wants 24 to 64.
      generateSecretString: { passwordLength: 64, excludeCharacters: punctuation, excludePunctuation: true },
      removalPolicy: removalPolicyOf(desk.stage),
    })
    acknowledge(this.secret, {
      SMG4: 'What bears it is out in the world: a person changes it, and the one before holds meanwhile.',
    })
  }
}
