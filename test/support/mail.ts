import type { Outputs } from '../../infra/local/outputs.ts'

interface Message {
  To: string[]
  Subject: string
}

/** The mails that went out about a ticket, oldest first: `supervisor@desk.example: [TKT000123] …`. */
export async function mailsAbout({ endpoint }: Outputs, ticket: string): Promise<string[]> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`)
  const { messages } = (await answer.json()) as { messages: Record<string, Message[]> }
  return Object.values(messages)
    .flat()
    .filter(({ Subject }) => Subject.startsWith(`[${ticket}]`))
    .flatMap(({ To, Subject }) => To.map((to) => `${to}: ${Subject.slice(ticket.length + 3)}`))
}
