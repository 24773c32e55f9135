import { ownDesk } from '../support/own-desk.ts'

/** The end-to-end tests have a desk of their own, beside a person's; they find it by DESK_HOME, which they inherit. */
export default async function setup(): Promise<() => Promise<void>> {
  const desk = ownDesk({ autoCloseAfter: 'PT5S' })
  process.env.DESK_HOME = desk.home
  await desk.start()
  return async () => {
    await desk.stop()
    desk.remove()
  }
}
