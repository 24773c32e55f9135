import { App } from 'aws-cdk-lib'
import { bundle, bundleFolder } from './bundle.ts'
import { serviceDesk } from './stacks/service-desk.ts'

await bundle()
const app = new App({ analyticsReporting: false })
serviceDesk(app, bundleFolder)
app.synth()
