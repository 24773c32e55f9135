import { type App, Stack, type StackProps } from 'aws-cdk-lib'
import { importedDeskBus } from '../constructs/event-bus.ts'
import { onlyRelays, partnersBus } from '../constructs/partner-bus.ts'
import { PartnerDeliveries } from '../constructs/partner-deliveries.ts'
import { PartnerDeployments } from '../constructs/partner-deployments.ts'
import { PartnerRelay } from '../constructs/partner-relay.ts'
import type { DataStack } from './data.ts'
import type { DeskStack } from './desk.ts'

/** What goes out to partners, and the bus that it goes by. */
export class PartnersStack extends Stack {
  readonly webhooks: PartnerDeliveries

  constructor(
    app: App,
    id: string,
    { data, desk: behind, ...props }: StackProps & { data: DataStack; desk: DeskStack },
  ) {
    super(app, id, props)
    const { desk, tickets } = data
    // The bus that is heard here is there before.
    this.addStackDependency(behind)
    const deskBus = importedDeskBus(this, desk)
    const bus = partnersBus(this, desk)
    const { relay } = new PartnerRelay(this, 'Relay', { desk, tickets, deskBus, partnersBus: bus })
    new PartnerDeployments(this, 'Subscriptions', { desk, tickets, deskBus, partnersBus: bus })
    const secret = data.subscriptions.secret
    this.webhooks = new PartnerDeliveries(this, 'Webhooks', { desk, tickets, deskBus, partnersBus: bus, secret })
    this.webhooks.letHandOver(relay, { tickets })
    // The emulator knows no policies of buses.
    if (!desk.stage.isLocal) onlyRelays(this, bus, [relay, this.webhooks.replayer])
  }
}
