import { type App, Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { receiptRule } from '../constructs/mail-intake.ts'
import { MailReception } from '../constructs/mail-reception.ts'
import type { DataStack } from './data.ts'
import type { DeskStack } from './desk.ts'

/** The desk's mail from outside: a stack of its own, since what receives it is one for the whole account and region. */
export class MailStack extends Stack {
  constructor(
    app: App,
    id: string,
    { data, desk: behind, ...props }: StackProps & { data: DataStack; desk: DeskStack },
  ) {
    super(app, id, props)
    const { desk, tickets, store, mail } = data
    // Whatever hears of a ticket is there before a mail can open one.
    this.addStackDependency(behind)
    new MailReception(this, 'Reception', { desk, tickets, store, intake: mail.intake, secret: mail.secret })

    if (desk.stage.isLocal) return
    new CfnOutput(this, 'MxRecord', {
      value: `10 inbound-smtp.${Aws.REGION}.amazonaws.com`,
      description: 'The MX record of each domain that mail comes to (docs/mail.md, "Setting up the domain")',
    })
    new CfnOutput(this, 'ReceiptRuleSet', {
      value: receiptRule(desk.stage).set,
      description: 'To be made the active one: aws ses set-active-receipt-rule-set --rule-set-name',
    })
  }
}
