import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { DeskApi } from '../constructs/desk-api.ts'
import { publicUrlParameter } from '../constructs/public-url.ts'
import type { DataStack } from './data.ts'
import type { DeskStack } from './desk.ts'
import type { PartnersStack } from './partners.ts'

/** How the desk is called: the HTTP API with its functions, a stack of its own for the number of its routes. */
export class ApiStack extends Stack {
  readonly api: DeskApi

  constructor(
    app: App,
    id: string,
    {
      data,
      desk: behind,
      partners,
      ...props
    }: StackProps & { data: DataStack; desk: DeskStack; partners: PartnersStack },
  ) {
    super(app, id, props)
    const { desk, tickets, accounts, store, search, mail, subscriptions } = data
    const { webhooks } = partners
    // Whatever hears of a command is there before anybody can give one.
    this.addStackDependency(behind)
    this.api = new DeskApi(this, 'Api', { desk, tickets, accounts, search, store, mail, webhooks, subscriptions })
    publicUrlParameter(this, desk, this.api.url)

    new CfnOutput(this, 'ApiUrl', { value: this.api.url })
  }
}
