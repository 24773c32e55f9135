import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { DeskApi } from '../constructs/desk-api.ts'
import { DeskDashboard } from '../constructs/operations.ts'
import { publicUrlParameter } from '../constructs/public-url.ts'
import type { DataStack } from './data.ts'
import type { DeskStack } from './desk.ts'

/** How the desk is called: the HTTP API with its functions, a stack of its own for the number of its routes. */
export class ApiStack extends Stack {
  constructor(
    app: App,
    id: string,
    { data, desk: behind, ...props }: StackProps & { data: DataStack; desk: DeskStack },
  ) {
    super(app, id, props)
    const { desk, tickets, accounts, store, search, mail } = data
    // Whatever hears of a command is there before anybody can give one.
    this.addStackDependency(behind)
    const api = new DeskApi(this, 'Api', { desk, tickets, accounts, search, store, mail })
    publicUrlParameter(this, desk, api.url)
    if (!desk.stage.isLocal) new DeskDashboard(this, 'Operations', { desk, sla: behind.sla, api })

    new CfnOutput(this, 'ApiUrl', { value: api.url })
  }
}
