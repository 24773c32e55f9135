// Generated from the OpenAPI document by `npm run generate`: change that, not this.

/** The gateway's own words, where it answers before the service is asked */
export type GatewayMessage = {
  message: string
}

export type NewTicket = {
  title: string
  description?: string | undefined
  /** Chosen by the triage rules where left out; else `medium` */
  priority?: Priority | undefined
  type?: TicketType | undefined
  /** Chosen by the triage rules where left out; else `other` */
  category?: Category | undefined
  /** One of those that the settings name for the category */
  subCategory?: Category | undefined
  /** `portal` where a customer opens it and says nothing, else `api` */
  channel?: Channel | undefined
  /** Only staff may give them: policies are chosen by them */
  tags?: string[] | undefined
  /** Whose ticket it is. A customer's own where left out; staff may leave it out for a ticket of the house */
  customer?: CustomerId | undefined
  contact?: Contact | undefined
  /** `main` where left out. Only staff may choose another */
  brand?: Brand | undefined
  /** What the channel itself calls it: a message id, a call id. Not from customers */
  channelId?: string | undefined
  language?: Language | undefined
  /** One of the customer's */
  site?: SiteId | undefined
  /** One of the customer's */
  product?: ProductId | undefined
  serialNumber?: string | undefined
  /** As the product says where left out. Only staff may say otherwise */
  warranty?: Warranty | undefined
  /** One of the customer's. Only staff may say so */
  contract?: ContractId | undefined
  custom?: CustomFields | undefined
}

export type Priority = "urgent" | "high" | "medium" | "low"

export type TicketType = "issue" | "question" | "feature_request" | "complaint" | "service_request"

/** `hardware`, `software`, `network`, `other`, and what the settings add: `GET /settings` names them */
export type Category = string

export type Channel = "email" | "portal" | "mobile" | "whatsapp" | "messenger" | "chatbot" | "phone" | "walk_in" | "api" | "iot"

export type CustomerId = string

export type Contact = {
  email?: string | undefined
  phone?: string | undefined
}

export type Brand = string

export type Language = string

export type SiteId = string

export type ProductId = string

export type Warranty = "in_warranty" | "out_of_warranty" | "unknown"

export type ContractId = string

/** By name, as the settings declare them */
export type CustomFields = Record<string, string | number>

export type Status = "created" | "assigned" | "in_progress" | "pending_customer" | "pending_parts" | "resolved" | "closed" | "reopened" | "cancelled"

/** green below 80 % of the target, yellow from 80 %, red from 100 % */
export type Light = "green" | "yellow" | "red"

export type TeamId = string

export type PersonId = string

/** ISO 8601 in UTC, with milliseconds */
export type Instant = string

export type TicketReplacement = {
  title: string
  description: string
  /** Staff must give it; a customer may not change it */
  priority?: Priority | undefined
  /** Staff must give it; a customer may not change it */
  type?: TicketType | undefined
  /** Staff must give it; a customer may not change it */
  category?: Category | undefined
  /** A customer may not change it */
  subCategory?: Category | undefined
  /** Left out by staff: no tags; a customer may not change them */
  tags?: string[] | undefined
  contact?: Contact | undefined
  language?: Language | undefined
  /** One of the customer's */
  site?: SiteId | undefined
  /** One of the customer's */
  product?: ProductId | undefined
  serialNumber?: string | undefined
  /** A customer may not change it */
  warranty?: Warranty | undefined
  /** One of the customer's. A customer may not change it */
  contract?: ContractId | undefined
  /** Left out: emptied, as far as the caller may set them */
  custom?: CustomFields | undefined
}

export type TicketPatch = {
  title?: string | null | undefined
  description?: string | null | undefined
  priority?: Priority | null | undefined
  type?: TicketType | null | undefined
  category?: Category | null | undefined
  subCategory?: Category | null | undefined
  tags?: string[] | null | undefined
  contact?: {
    email?: string | null | undefined
    phone?: string | null | undefined
  } | null | undefined
  language?: Language | null | undefined
  site?: SiteId | null | undefined
  product?: ProductId | null | undefined
  serialNumber?: string | null | undefined
  warranty?: Warranty | null | undefined
  contract?: ContractId | null | undefined
  custom?: Record<string, string | number | null> | null | undefined
}

export type CustomerChange = {
  customer: CustomerId
  /** One of its contacts, who asks for it from here on. Left out: who asked so far, if they are of the desk or of the new customer; else you */
  requester?: PersonId | undefined
  /** Whom to reach about it; left out: nobody */
  contact?: Contact | undefined
  reason?: string | undefined
}

export type Assignment = {
  technician?: PersonId | undefined
  team?: TeamId | undefined
  /** How somebody is looked for, where nobody is named; `rules`: by the assignment rules */
  strategy?: "rules" | "round-robin" | "least-loaded" | "best-skilled" | "nearest" | "best-match" | undefined
  reason?: string | undefined
  /** Also to somebody whom something keeps from it: with a reason, which is recorded */
  force?: boolean | undefined
}

export type GivenEscalation = {
  reason: string
  /** What whoever gets it should know; for staff only */
  notes?: string | undefined
  /** Left out: the next above whoever has the ticket, supervisor, then manager */
  to?: {
    person?: PersonId | undefined
    /** It waits in their queue, and their supervisor is told */
    team?: TeamId | undefined
    /** Of the ticket's team: 1 its supervisor, 2 its manager */
    level?: number | undefined
  } | undefined
}

export type Pause = {
  status: "pending_customer" | "pending_parts"
  reason: string
}

export type Hold = {
  /** When work goes on: in the future, at most 365 days ahead */
  until: GivenInstant
  reason: string
}

/** ISO 8601, with `Z` or an offset */
export type GivenInstant = string

export type Resolution = {
  resolution: string
  /** Also resolve the tickets that are part of it, as a job: `Link`, `rel="status"`, says which */
  resolveChildren?: boolean | undefined
}

export type NewFollowUp = {
  note: string
  /** Not in the past; by the priority where left out: urgent 1 h, high 4 h, medium 1 day, low 3 days */
  dueAt?: Instant | undefined
}

export type FollowUpId = string

export type Merge = {
  /** The ticket that stays */
  into: string
  reason: string
}

export type CommentId = string

export type Split = {
  title: string
}

export type NewLink = {
  type: "duplicates" | "duplicated-by" | "blocks" | "blocked-by" | "caused-by" | "causes" | "relates-to"
  ticket: TicketNumber
}

/** The ticket's number, which is its id */
export type TicketNumber = string

export type Parent = {
  ticket: string
}

export type NewComment = {
  body: string
  format?: BodyFormat | undefined
  /** For staff only: customers and partners never learn of it. Only staff may say so */
  internal?: boolean | undefined
  /** A comment of this ticket */
  inReplyTo?: CommentId | undefined
  /** Who shall be told: people who may see the ticket. `@` and an id in the text does the same */
  mentions?: PersonId[] | undefined
}

export type BodyFormat = "markdown" | "html"

export type CommentChange = {
  body: string
  format?: BodyFormat | undefined
  /** Who shall be told: people who may see the ticket. `@` and an id in the text does the same */
  mentions?: PersonId[] | undefined
}

export type Redaction = {
  reason: string
}

export type NewCall = {
  direction: "inbound" | "outbound"
  /** `reached`: somebody of the customer was spoken to, which is an answer */
  outcome: "reached" | "not_reached" | "voicemail"
  number: string
  durationSeconds?: number | undefined
  /** For staff */
  summary?: string | undefined
  /** Who was spoken to, where that is known */
  person?: PersonId | undefined
  /** Now, less its duration, where left out; never in the future */
  startedAt?: Instant | undefined
}

export type NewTimeEntry = {
  minutes: number
  billable?: boolean | undefined
  note?: string | undefined
  /** Who worked: the caller where left out. A technician logs their own time only */
  person?: PersonId | undefined
  /** When; now where left out, never in the future */
  workedAt?: Instant | undefined
}

export type PresenceBeat = {
  state: PresenceState
}

export type PresenceState = "viewing" | "typing"

export type NewMacro = {
  name: string
  description?: string | undefined
  /** What is said. Alone, this is a canned reply */
  reply?: Reply | undefined
  /** What is done to the ticket, in this order, after the reply */
  actions?: MacroAction[] | undefined
  /** For yourself, for a team, or for everybody who works here. It stays so */
  scope?: "personal" | "team" | "shared" | undefined
  /** Which, with the scope `team` */
  team?: TeamId | undefined
}

export type Reply = {
  /** Placeholders are filled in when it is used: `{{customer.name}}` the name of whoever asked; `{{customer.company}}` the name of their company; `{{ticket.number}}` the ticket's number; `{{ticket.title}}` the ticket's title; `{{ticket.status}}` the ticket's status, before the macro's own changes; `{{ticket.priority}}` the ticket's priority; `{{agent.name}}` the name of whoever uses it; `{{team.name}}` the name of the ticket's team. `{{customer.name|there}}` says what stands there where nothing is known */
  body: string
  format?: BodyFormat | undefined
  internal?: boolean | undefined
}

export type MacroAction = {
  do: "assign"
  technician?: PersonId | undefined
  team?: TeamId | undefined
  /** How somebody is looked for, where nobody is named; `rules`: by the assignment rules */
  strategy?: "rules" | "round-robin" | "least-loaded" | "best-skilled" | "nearest" | "best-match" | undefined
  reason?: string | undefined
  /** Also to somebody whom something keeps from it: with a reason, which is recorded */
  force?: boolean | undefined
} | {
  do: "unassign" | "reopen" | "cancel"
  reason: string
} | {
  do: "start" | "resume" | "close"
  reason?: string | undefined
} | {
  do: "pause"
  status: "pending_customer" | "pending_parts"
  reason: string
} | {
  do: "resolve"
  resolution: string
} | {
  do: "set-priority"
  priority: Priority
} | {
  do: "tag"
  add?: string[] | undefined
  remove?: string[] | undefined
} | {
  do: "take"
}

export type MacroPatch = {
  name?: unknown | undefined
  description?: unknown | undefined
  reply?: unknown | undefined
  actions?: unknown | undefined
}

export type MacroUse = {
  macro: MacroId
  /** The reply as you have reworded it, instead of the one that the macro has */
  body?: string | undefined
  /** Only say what would come of it */
  dryRun?: boolean | undefined
}

export type MacroId = string

export type NewAttachment = {
  /** What the file is called: kept as it is and never used as a path */
  name: string
  /** What the file says it is; what it really is, is looked up in its bytes */
  type: string
  /** In bytes */
  size: number
  /** The comment that it belongs to, if it does to one */
  comment?: CommentId | undefined
  /** Kept from customers and partners; only staff may say so. With a comment it is the comment's, whatever is said here */
  internal?: boolean | undefined
}

/** How much is promised */
export type Tier = "standard" | "premium" | "vip"

export type NewCustomer = {
  name: string
  tier?: Tier | undefined
  /** The SLA policy that its tickets are measured by, whatever the conditions of others say */
  policy?: PolicyId | undefined
  /** The domains its people write from; a domain is one customer’s */
  domains?: string[] | undefined
  externalId?: ExternalId | undefined
  language?: Language | undefined
  /** For staff */
  notes?: string | undefined
  /** Who gets their tickets where they fit; that of a contact goes before */
  preferredTechnician?: PersonId | undefined
  /** So long a ticket waits for them at most; left out: as the settings say */
  preferredWait?: Target | undefined
}

export type PolicyId = string

/** What another system calls it; imports know it by that */
export type ExternalId = string

/** Business time (`PT30M`, `PT4H`) or whole business days (`P2D`) */
export type Target = string

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type CustomerPatch = {
  name?: unknown | undefined
  tier?: unknown | undefined
  policy?: unknown | undefined
  domains?: unknown | undefined
  externalId?: unknown | undefined
  language?: unknown | undefined
  notes?: unknown | undefined
  preferredTechnician?: unknown | undefined
  preferredWait?: unknown | undefined
}

export type NewContact = {
  name: string
  customer?: CustomerId | undefined
  /** The first is written to; an address is one contact’s */
  emails?: Array<{
    address: string
    /** Whether it was proved to be theirs */
    verified?: boolean | undefined
    /** Nothing automatic goes there: since when, and why. As it was read, or left out. For staff */
    suppressed?: {
      since: Instant
      because: "bounced" | "complained"
    } | undefined
  }> | undefined
  phones?: Array<{
    /** International, or as it is dialled in the country of the setting `phoneRegion`; kept as E.164 */
    number: string
    /** Whether it was proved to be theirs */
    verified?: boolean | undefined
  }> | undefined
  language?: Language | undefined
  preferredChannel?: Channel | undefined
  preferredTechnician?: PersonId | undefined
  /** Whether they see all of their customer's tickets and colleagues */
  wholeCustomer?: boolean | undefined
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type ContactPatch = {
  name?: unknown | undefined
  customer?: unknown | undefined
  emails?: unknown | undefined
  phones?: unknown | undefined
  language?: unknown | undefined
  preferredChannel?: unknown | undefined
  preferredTechnician?: unknown | undefined
  wholeCustomer?: unknown | undefined
  externalId?: unknown | undefined
  notes?: unknown | undefined
}

export type ContactMerge = {
  into: PersonId
  /** Although they are with different customers */
  acrossCustomers?: boolean | undefined
}

export type NewSite = {
  name: string
  address?: Address | undefined
  coordinates?: Coordinates | undefined
  /** For staff */
  accessNotes?: string | undefined
  externalId?: ExternalId | undefined
}

export type Address = {
  line1: string
  line2?: string | undefined
  city: string
  region?: string | undefined
  postalCode?: string | undefined
  country: string
}

/** Degrees, WGS 84 */
export type Coordinates = {
  latitude: number
  longitude: number
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type SitePatch = {
  name?: unknown | undefined
  address?: unknown | undefined
  coordinates?: unknown | undefined
  accessNotes?: unknown | undefined
  externalId?: unknown | undefined
}

export type NewProduct = {
  name: string
  manufacturer?: string | undefined
  model?: string | undefined
  /** As it is written on it; compared without separators and case, and one only for a customer’s model */
  serialNumber?: string | undefined
  site?: SiteId | undefined
  warranty?: {
    startsOn?: string | undefined
    endsOn?: string | undefined
  } | undefined
  installedOn?: string | undefined
  criticality?: Criticality | undefined
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
}

export type Criticality = "low" | "medium" | "high" | "critical"

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type ProductPatch = {
  name?: unknown | undefined
  manufacturer?: unknown | undefined
  model?: unknown | undefined
  serialNumber?: unknown | undefined
  site?: unknown | undefined
  warranty?: unknown | undefined
  installedOn?: unknown | undefined
  criticality?: unknown | undefined
  externalId?: unknown | undefined
  notes?: unknown | undefined
}

export type NewContract = {
  name: string
  /** `amc`: an annual maintenance contract */
  kind?: "amc" | "support" | "lease" | "other" | undefined
  terms?: string | undefined
  startsOn: string
  endsOn: string
  visitsPerYear?: number | undefined
  /** Whether it covers everything that the customer owns */
  coversAll?: boolean | undefined
  /** Else what it covers */
  products?: ProductId[] | undefined
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type ContractPatch = {
  name?: unknown | undefined
  kind?: unknown | undefined
  terms?: unknown | undefined
  startsOn?: unknown | undefined
  endsOn?: unknown | undefined
  visitsPerYear?: unknown | undefined
  coversAll?: unknown | undefined
  products?: unknown | undefined
  externalId?: unknown | undefined
  notes?: unknown | undefined
}

export type Skill = string

export type SkillLevel = "basic" | "intermediate" | "expert"

export type TechnicianStatus = "available" | "busy" | "on_the_way" | "off"

export type NewTechnician = {
  name: string
  /** One person’s at the desk: what they sign in with, and are written to */
  email: string
  phone?: string | undefined
  role?: "technician" | "agent" | "supervisor" | "manager" | "admin" | undefined
  teams?: TeamId[] | undefined
  skills?: Array<{
    skill: Skill
    level?: SkillLevel | undefined
    /** The last day on which it holds; left out: for good */
    expiresOn?: string | undefined
  }> | undefined
  certifications?: Array<{
    code: Skill
    name?: string | undefined
    number?: string | undefined
    /** The last day on which it holds; left out: for good */
    expiresOn?: string | undefined
  }> | undefined
  languages?: Language[] | undefined
  /** Their working hours; left out: always */
  calendar?: CalendarId | undefined
  /** Where they live; left out: that of their calendar, else the desk’s */
  timeZone?: TimeZone | undefined
  /** So much at a time: the sum of the weights of their open tickets (setting `assignment.weights`) */
  capacity?: number | undefined
  /** Whether the rules may give them tickets: not a manager who only looks on */
  assignable?: boolean | undefined
  homeBase?: {
    coordinates: Coordinates
    address?: Address | undefined
  } | undefined
  /** Left out: everywhere */
  serviceArea?: ServiceArea | undefined
  van?: string | undefined
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
}

export type CalendarId = string

export type TimeZone = string

export type ServiceArea = {
  radiusKm?: number | undefined
  /** Each the beginning of a code; blanks do not matter */
  postalCodes?: string[] | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type TechnicianPatch = {
  name?: unknown | undefined
  email?: unknown | undefined
  phone?: unknown | undefined
  role?: unknown | undefined
  teams?: unknown | undefined
  skills?: unknown | undefined
  certifications?: unknown | undefined
  languages?: unknown | undefined
  calendar?: unknown | undefined
  timeZone?: unknown | undefined
  capacity?: unknown | undefined
  assignable?: unknown | undefined
  homeBase?: unknown | undefined
  serviceArea?: unknown | undefined
  van?: unknown | undefined
  externalId?: unknown | undefined
  notes?: unknown | undefined
}

export type TechnicianStatusChange = {
  status: TechnicianStatus
}

export type NewAbsence = {
  from: GivenInstant
  /** When they are back: later than `from` */
  until: GivenInstant
  kind?: "vacation" | "sick" | "training" | "other" | undefined
  /** For themselves and their supervisors */
  note?: string | undefined
}

export type Deactivation = {
  reason: string
}

export type NewTeam = {
  /** One team’s, whatever its case */
  name: string
  /** Whom escalations come to first; they work here */
  supervisor?: PersonId | undefined
  /** Whom they come to after the supervisor; they work here */
  manager?: PersonId | undefined
  /** Their mailbox: what the team is told goes there */
  email?: string | undefined
  /** The brand that they work for; left out: for all */
  brand?: Brand | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type TeamPatch = {
  name?: unknown | undefined
  supervisor?: unknown | undefined
  manager?: unknown | undefined
  email?: unknown | undefined
  brand?: unknown | undefined
}

export type NewNotificationPreferences = {
  notices?: NotificationWishes | undefined
  /** In which only what cannot wait is told. Left out: of staff the desk's; `none`: never */
  quietHours?: QuietHours | "none" | undefined
  /** When the digest comes. Left out: when they begin to work, by their calendar; else at 08:00 */
  digestAt?: string | undefined
  /** Left out: that of their calendar, else the desk's */
  timeZone?: TimeZone | undefined
  /** Left out: that of their record, else the desk's */
  language?: "en" | "de" | undefined
}

export type NotificationWishes = {
  /** Their request was received */
  opened?: "now" | "off" | undefined
  /** A ticket has come to them; to customers: somebody has theirs */
  assigned?: "now" | "digest" | "off" | undefined
  /** A ticket that they watch, or theirs, has another status */
  moved?: "now" | "digest" | "off" | undefined
  /** A public comment */
  answered?: "now" | "digest" | "off" | undefined
  /** Theirs is resolved: do they agree? */
  resolved?: "now" | "off" | undefined
  /** Theirs waits for their answer */
  reminded?: "now" | "off" | undefined
  /** Theirs takes longer than it should */
  late?: "now" | "digest" | "off" | undefined
  /** A visit to them was planned, moved, cancelled, or is near */
  visits?: "now" | "off" | undefined
  /** How was it? */
  survey?: "now" | "off" | undefined
  /** Somebody has named them */
  mentioned?: "now" | "digest" | "off" | undefined
  /** A follow-up of theirs is due */
  followUpDue?: "now" | "digest" | "off" | undefined
  /** The time of a promise runs out */
  warned?: "now" | "digest" | "off" | undefined
  /** A promise was not kept; breaks through quiet hours */
  breached?: "now" | "digest" | undefined
  /** A ticket was escalated to them; breaks through quiet hours */
  escalated?: "now" | "digest" | undefined
  /** A mail of one of their tickets came back, or was called unwanted */
  mail?: "now" | "digest" | "off" | undefined
  /** A customer was not content */
  poorScore?: "now" | "digest" | "off" | undefined
  /** Of staff: every morning, the open tickets of theirs that are at risk */
  atRisk?: "digest" | "off" | undefined
}

export type QuietHours = {
  from: string
  to: string
}

export type QueueName = "unassigned" | "mine" | "my-team" | "due-today" | "overdue" | "waiting-for-customer" | "waiting-for-parts"

export type NewView = {
  name: string
  filter?: Filter | undefined
  sort?: Sort | undefined
  /** Which fields of a ticket to show, in this order: for screens, the answer has them all */
  columns?: Array<"number" | "title" | "status" | "priority" | "type" | "category" | "channel" | "brand" | "customer" | "requester" | "assignee" | "team" | "light" | "dueAt" | "createdAt" | "updatedAt" | "version"> | undefined
  /** For this team; where left out, for yourself. It stays one or the other */
  team?: TeamId | undefined
}

/** Which tickets: all that is said must hold; of several values of one field, one */
export type Filter = {
  status?: Status[] | undefined
  priority?: Priority[] | undefined
  type?: TicketType[] | undefined
  category?: Category[] | undefined
  channel?: Channel[] | undefined
  light?: Light[] | undefined
  brand?: Brand[] | undefined
  /** Teams; `mine` are those you work in */
  team?: Array<TeamId | "mine"> | undefined
  /** All of them */
  tag?: string[] | undefined
  /** A person, `me`, or `none` */
  assignee?: PersonId | "me" | "none" | undefined
  customer?: CustomerId | undefined
  site?: string | undefined
  product?: string | undefined
  /** Case and separators do not matter */
  serial?: string | undefined
  createdFrom?: Instant | undefined
  createdTo?: Instant | undefined
  updatedFrom?: Instant | undefined
  updatedTo?: Instant | undefined
  dueFrom?: Instant | undefined
  dueTo?: Instant | undefined
  /** Whether work on it is left: not resolved, closed or cancelled */
  open?: boolean | undefined
  /** Archived tickets, too */
  archived?: boolean | undefined
  /** Custom fields and their values; the first 60 characters are compared, in lower case */
  custom?: Record<string, string> | undefined
}

/** `asc` is oldest, nearest, most urgent first; without a due instant is last then */
export type Sort = {
  by: "created" | "updated" | "due" | "priority"
  order: "asc" | "desc"
}

export type ViewId = string

export type ViewPatch = {
  name?: string | undefined
  filter?: Record<string, unknown> | undefined
  sort?: Sort | undefined
  /** Which fields of a ticket to show, in this order: for screens, the answer has them all */
  columns?: Array<"number" | "title" | "status" | "priority" | "type" | "category" | "channel" | "brand" | "customer" | "requester" | "assignee" | "team" | "light" | "dueAt" | "createdAt" | "updatedAt" | "version"> | undefined
}

export type Bulk = {
  /** Up to 500 tickets by their numbers; one that is named twice counts once */
  tickets?: string[] | undefined
  /** Or everything that this matches when the job begins: at most 10000, else nothing is done. Archived tickets are not changed any more */
  filter?: {
    status?: Status[] | undefined
    priority?: Priority[] | undefined
    type?: TicketType[] | undefined
    category?: Category[] | undefined
    channel?: Channel[] | undefined
    light?: Light[] | undefined
    brand?: Brand[] | undefined
    /** Teams; `mine` are those you work in */
    team?: Array<TeamId | "mine"> | undefined
    /** All of them */
    tag?: string[] | undefined
    /** A person, `me`, or `none` */
    assignee?: PersonId | "me" | "none" | undefined
    customer?: CustomerId | undefined
    site?: string | undefined
    product?: string | undefined
    /** Case and separators do not matter */
    serial?: string | undefined
    createdFrom?: Instant | undefined
    createdTo?: Instant | undefined
    updatedFrom?: Instant | undefined
    updatedTo?: Instant | undefined
    dueFrom?: Instant | undefined
    dueTo?: Instant | undefined
    /** Whether work on it is left: not resolved, closed or cancelled */
    open?: boolean | undefined
    /** Custom fields and their values; the first 60 characters are compared, in lower case */
    custom?: Record<string, string> | undefined
  } | undefined
  /** For each ticket all of them in this order, or none. `merge` stands alone */
  actions: BulkAction[]
  /** Only say what would happen */
  dryRun?: boolean | undefined
}

export type BulkAction = {
  do: "assign"
  technician?: PersonId | undefined
  team?: TeamId | undefined
  /** How somebody is looked for, where nobody is named; `rules`: by the assignment rules */
  strategy?: "rules" | "round-robin" | "least-loaded" | "best-skilled" | "nearest" | "best-match" | undefined
  reason?: string | undefined
  /** Also to somebody whom something keeps from it: with a reason, which is recorded */
  force?: boolean | undefined
} | {
  do: "unassign" | "reopen" | "cancel"
  reason: string
} | {
  do: "start" | "resume" | "close"
  reason?: string | undefined
} | {
  do: "pause"
  status: "pending_customer" | "pending_parts"
  reason: string
} | {
  do: "resolve"
  resolution: string
} | {
  do: "set-priority"
  priority: Priority
} | {
  do: "tag"
  add?: string[] | undefined
  remove?: string[] | undefined
} | {
  do: "comment"
  body: string
  format?: BodyFormat | undefined
  /** For staff only: customers and partners never learn of it. Only staff may say so */
  internal?: boolean | undefined
  /** Who shall be told: people who may see the ticket. `@` and an id in the text does the same */
  mentions?: PersonId[] | undefined
} | {
  do: "merge"
  /** The ticket that stays */
  into: string
  reason: string
}

/** What of `Settings` is to be another */
export type SettingsPatch = Record<string, never>

export type NewTriageRule = {
  name: string
  /** The lowest is asked first; the first that holds chooses, tags add up */
  position?: number | undefined
  enabled?: boolean | undefined
  conditions: TriageConditions
  gives: TriageChoice
}

export type TriageConditions = {
  /** Whole words or phrases in the title or the description; case and accents do not matter */
  words?: string[] | undefined
  /** The customer's */
  tier?: Tier[] | undefined
  /** The product's */
  criticality?: Criticality[] | undefined
  channel?: Channel[] | undefined
  type?: TicketType[] | undefined
  brand?: Brand[] | undefined
  /** The customer has opened at least so many others in so long; calendar time */
  repeated?: {
    tickets: number
    within: Target
  } | undefined
}

export type TriageChoice = {
  priority?: Priority | undefined
  category?: Category | undefined
  subCategory?: Category | undefined
  tags?: string[] | undefined
}

export type TriageTrial = {
  title: string
  description?: string | undefined
  type?: TicketType | undefined
  channel?: Channel | undefined
  brand?: Brand | undefined
  customer?: CustomerId | undefined
  product?: ProductId | undefined
  /** Tried by itself; left out: all rules that are on */
  rule?: NewTriageRule | undefined
}

/** What of `NewTriageRule` is to be another */
export type TriageRulePatch = Record<string, never>

export type NewAssignmentRule = {
  name: string
  /** The lowest is asked first; among equals the oldest */
  position?: number | undefined
  enabled?: boolean | undefined
  /** It holds from then on */
  from?: GivenInstant | undefined
  /** It holds before then */
  until?: GivenInstant | undefined
  conditions: AssignmentConditions
  target: AssignmentTarget
  /** When nobody fits now: the next rule is asked; or it waits in the queue of the team until somebody does; or the supervisor gets it */
  otherwise?: "next-rule" | "queue" | "escalate" | undefined
}

export type AssignmentConditions = {
  priority?: Priority[] | undefined
  category?: Category[] | undefined
  subCategory?: Category[] | undefined
  /** The service type: `service_request`, `issue` … */
  type?: TicketType[] | undefined
  channel?: Channel[] | undefined
  brand?: Brand[] | undefined
  /** The ticket carries one of them */
  tags?: string[] | undefined
  /** It carries every one of them */
  allTags?: string[] | undefined
  /** The customer's */
  tier?: Tier[] | undefined
  customer?: CustomerId[] | undefined
  site?: SiteId[] | undefined
  product?: ProductId[] | undefined
  /** The product's */
  criticality?: Criticality[] | undefined
  /** The ticket's, else the customer's; `de` is also `de-AT` */
  language?: Language[] | undefined
  /** Which the ticket is with already */
  team?: TeamId[] | undefined
  /** What the site's postal code begins with */
  postalCodes?: string[] | undefined
  /** The site's */
  country?: string[] | undefined
  /** Whole words or phrases in the title or the description; case and accents do not matter */
  words?: string[] | undefined
  /** Custom fields by name: the values that do */
  custom?: Record<string, Array<string | number>> | undefined
  /** It was resolved before */
  reopened?: boolean | undefined
  /** Whether a calendar is open now; `desk`: the opening hours of the settings */
  time?: {
    is: "within" | "outside"
    calendar: "desk" | CalendarId
  } | undefined
}

export type AssignmentTarget = {
  person: PersonId
} | {
  team: TeamId
  by?: AssignmentStrategy | undefined
  /** They must have it, whatever else the ticket needs */
  skill?: {
    skill: Skill
    level?: SkillLevel | undefined
  } | undefined
} | {
  /** Of all teams */
  anybody: AssignmentStrategy
  skill?: {
    skill: Skill
    level?: SkillLevel | undefined
  } | undefined
} | {
  onCall: RotationId
} | {
  /** It waits in their queue for somebody to take it */
  queue: TeamId
}

/** `round-robin`: whose turn it is; `least-loaded`: the smallest share of their capacity; `best-skilled`: the highest levels; `nearest`: the shortest way; `best-match`: the whole score */
export type AssignmentStrategy = "round-robin" | "least-loaded" | "best-skilled" | "nearest" | "best-match"

export type RotationId = string

export type AssignmentTrial = {
  /** One that is there */
  ticket?: TicketNumber | undefined
  /** One that is made up, as it would be opened */
  newTicket?: TriedTicket | undefined
  /** Tried by itself, as if it were on; left out: all rules */
  rule?: NewAssignmentRule | undefined
  /** Left out: now */
  at?: GivenInstant | undefined
}

export type TriedTicket = {
  title: string
  description?: string | undefined
  /** Chosen by the triage rules where left out; else `medium` */
  priority?: Priority | undefined
  type?: TicketType | undefined
  /** Chosen by the triage rules where left out; else `other` */
  category?: Category | undefined
  /** One of those that the settings name for the category */
  subCategory?: Category | undefined
  /** `portal` where a customer opens it and says nothing, else `api` */
  channel?: Channel | undefined
  /** Only staff may give them: policies are chosen by them */
  tags?: string[] | undefined
  /** Whose ticket it is. A customer's own where left out; staff may leave it out for a ticket of the house */
  customer?: CustomerId | undefined
  contact?: Contact | undefined
  /** `main` where left out. Only staff may choose another */
  brand?: Brand | undefined
  /** What the channel itself calls it: a message id, a call id. Not from customers */
  channelId?: string | undefined
  language?: Language | undefined
  /** One of the customer's */
  site?: SiteId | undefined
  /** One of the customer's */
  product?: ProductId | undefined
  serialNumber?: string | undefined
  /** As the product says where left out. Only staff may say otherwise */
  warranty?: Warranty | undefined
  /** One of the customer's. Only staff may say so */
  contract?: ContractId | undefined
  custom?: CustomFields | undefined
  /** Which it is with; left out: that of new tickets */
  team?: TeamId | undefined
}

export type AssignmentRuleReplacement = {
  name: string
  /** The lowest is asked first; among equals the oldest */
  position?: number | undefined
  enabled?: boolean | undefined
  /** It holds from then on */
  from?: GivenInstant | undefined
  /** It holds before then */
  until?: GivenInstant | undefined
  conditions: AssignmentConditions
  target: AssignmentTarget
  /** When nobody fits now: the next rule is asked; or it waits in the queue of the team until somebody does; or the supervisor gets it */
  otherwise?: "next-rule" | "queue" | "escalate" | undefined
  /** As it was read, or left out */
  id?: string | undefined
  /** As it was read, or left out */
  version?: number | undefined
  /** As it was read, or left out */
  createdAt?: Instant | undefined
  /** As it was read, or left out */
  updatedAt?: Instant | undefined
}

/** What of `NewAssignmentRule` is to be another */
export type AssignmentRulePatch = Record<string, never>

export type Declined = {
  reason: string
}

export type NewCalendar = {
  name: string
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays?: Holiday[] | undefined
}

export type OpenInterval = {
  from: string
  to: string
}

export type Holiday = {
  date: string
  name?: string | undefined
  /** Left out or empty: closed */
  hours?: OpenInterval[] | undefined
}

export type PreviewedCalendar = {
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays?: Holiday[] | undefined
  name?: string | undefined
}

export type CalendarReplacement = {
  name: string
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays?: Holiday[] | undefined
  /** As it was read, or left out */
  id?: string | undefined
  /** As it was read, or left out */
  version?: number | undefined
  /** As it was read, or left out */
  createdAt?: Instant | undefined
  /** As it was read, or left out */
  updatedAt?: Instant | undefined
}

export type HolidayImport = {
  /** The text of an iCalendar file (RFC 5545) */
  ics?: string | undefined
  country?: string | undefined
  region?: string | undefined
  /** Which holidays of a country; left out: the public ones */
  types?: Array<"public" | "bank" | "optional" | "school" | "observance"> | undefined
  /** Of a country’s names; left out: its own first */
  language?: string | undefined
  /** Left out: this year and the two after it */
  years?: Years | undefined
  /** Say what would change, and change nothing */
  dryRun?: boolean | undefined
}

export type Years = {
  from: number
  to: number
}

export type NewRotation = {
  name: string
  /** Whose rotation it is */
  team?: TeamId | undefined
  timeZone: TimeZone
  /** When the next one takes over, each week, on the wall of the zone */
  handOver?: {
    day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"
    at: string
  } | undefined
  /** In their order, a week each; somebody may stand in it more than once */
  members: PersonId[]
  /** The day of the hand-over to the first of them */
  startsOn: string
}

export type RotationReplacement = {
  name: string
  /** Whose rotation it is */
  team?: TeamId | undefined
  timeZone: TimeZone
  /** When the next one takes over, each week, on the wall of the zone */
  handOver?: {
    day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"
    at: string
  } | undefined
  /** In their order, a week each; somebody may stand in it more than once */
  members: PersonId[]
  /** The day of the hand-over to the first of them */
  startsOn: string
  /** As it was read, or left out */
  id?: string | undefined
  /** As it was read, or left out */
  version?: number | undefined
  /** As it was read, or left out */
  createdAt?: Instant | undefined
  /** As it was read, or left out */
  updatedAt?: Instant | undefined
  /** As they were read, or left out: they stay */
  overrides?: OnCallOverride[] | undefined
}

/** Of several at an instant, the one that was added last holds */
export type OnCallOverride = {
  id: OverrideId
  person: PersonId
  from: Instant
  until: Instant
  reason?: string | undefined
}

export type OverrideId = string

export type NewOnCallOverride = {
  person: PersonId
  from: GivenInstant
  until: GivenInstant
  reason?: string | undefined
}

export type ShiftPlan = {
  shifts: NewShift[]
  /** So many weeks in a row, each at the same time on the wall of whose shift it is */
  weeks?: number | undefined
}

export type NewShift = {
  technician: PersonId
  from: GivenInstant
  /** At most 24 hours after `from` */
  until: GivenInstant
  name?: string | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type ShiftPatch = {
  technician?: unknown | undefined
  from?: unknown | undefined
  until?: unknown | undefined
  name?: unknown | undefined
}

export type NewSlaPolicy = {
  name: string
  /** The lowest is asked first; among equals the newest. `PUT /sla-policies/order` changes it */
  position?: number | undefined
  /** Left out: for every ticket that comes to it */
  conditions?: PolicyConditions | undefined
  targets: {
    urgent?: Targets | undefined
    high?: Targets | undefined
    medium?: Targets | undefined
    low?: Targets | undefined
  }
  /** The statuses in which the clocks are paused */
  pauseOn?: Array<"pending_customer" | "pending_parts"> | undefined
  /** When its time counts */
  calendar?: CalendarChoice | undefined
  /** What is done at which share of a target; left out: what the desk came with (docs/sla.md) */
  escalation?: EscalationRule[] | undefined
}

export type PolicyConditions = {
  brand?: string[] | undefined
  /** Of the ticket's customer */
  tier?: Tier[] | undefined
  customer?: CustomerId[] | undefined
  priority?: Priority[] | undefined
  category?: Category[] | undefined
  type?: TicketType[] | undefined
  channel?: Channel[] | undefined
  /** The ticket carries one of them */
  tags?: string[] | undefined
  /** Only for customers whose record names this policy */
  agreed?: true | undefined
}

/** A clock without a target counts silently: it has no due time and fires nothing */
export type Targets = {
  response?: Target | undefined
  nextResponse?: Target | undefined
  resolution?: Target | undefined
}

/** `always` never closes */
export type CalendarChoice = "always" | CalendarId

export type EscalationRule = {
  clock: ClockKind
  /** Of the target; over 100 after the breach */
  atPercent: number
  actions: EscalationAction[]
}

export type ClockKind = "response" | "nextResponse" | "resolution"

export type EscalationAction = {
  action: "notify"
  who?: "assignee" | "supervisor" | "manager" | "customer" | undefined
  team?: TeamId | undefined
  address?: string | undefined
} | {
  action: "assign"
  /** `rules`: it goes back to its queue, and the assignment rules are asked again */
  who?: "supervisor" | "rules" | undefined
  team?: TeamId | undefined
  person?: PersonId | undefined
} | {
  action: "mark-escalated"
} | {
  action: "raise-priority"
} | {
  action: "add-tag"
  tag: string
} | {
  action: "webhook"
  /** It may hold a secret: who may not change policies reads only its origin */
  url: string
} | {
  action: "follow-up"
  note: string
  /** Calendar time; left out: by the priority */
  after?: Target | undefined
}

export type PolicyOrder = {
  policies: PolicyId[]
}

export type SlaPolicyReplacement = {
  name: string
  /** Left out: for every ticket that comes to it */
  conditions?: PolicyConditions | undefined
  targets: {
    urgent?: Targets | undefined
    high?: Targets | undefined
    medium?: Targets | undefined
    low?: Targets | undefined
  }
  /** The statuses in which the clocks are paused */
  pauseOn?: Array<"pending_customer" | "pending_parts"> | undefined
  /** When its time counts */
  calendar?: CalendarChoice | undefined
  /** What is done at which share of a target; left out: what the desk came with (docs/sla.md) */
  escalation?: EscalationRule[] | undefined
  /** As it was read, or left out */
  id?: string | undefined
  /** As it was read, or left out */
  version?: number | undefined
  /** As it was read, or left out */
  createdAt?: Instant | undefined
  /** As it was read, or left out */
  updatedAt?: Instant | undefined
  /** As it was read, or left out: `PUT /sla-policies/order` changes it */
  position?: number | undefined
}

export type SlaPreviewRequest = {
  /** Left out, like `calendarId`: the policy's, else `always` */
  calendar?: "always" | CalendarHours | undefined
  calendarId?: CalendarChoice | undefined
  policy?: PreviewedPolicy | undefined
  /** One that is there, as it is now, whomever it is for */
  policyId?: PolicyId | undefined
  priority?: Priority | undefined
  /** When the ticket is opened */
  start: GivenInstant
  /** In any order; what is to happen at one instant, in this one */
  changes?: PreviewChange[] | undefined
  /** When the clocks are looked at; left out: at the last change. Later changes are not made */
  at?: GivenInstant | undefined
}

export type CalendarHours = {
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays?: Holiday[] | undefined
}

export type PreviewedPolicy = {
  name?: string | undefined
  /** The lowest is asked first; among equals the newest. `PUT /sla-policies/order` changes it */
  position?: number | undefined
  /** Left out: for every ticket that comes to it */
  conditions?: PolicyConditions | undefined
  targets: {
    urgent?: Targets | undefined
    high?: Targets | undefined
    medium?: Targets | undefined
    low?: Targets | undefined
  }
  /** The statuses in which the clocks are paused */
  pauseOn?: Array<"pending_customer" | "pending_parts"> | undefined
  calendar?: CalendarChoice | undefined
  /** What is done at which share of a target; left out: what the desk came with (docs/sla.md) */
  escalation?: EscalationRule[] | undefined
}

export type PreviewChange = {
  at: GivenInstant
  /** Any, from any: what ends, reopens or pauses clocks does so */
  status?: Status | undefined
  /** A public comment */
  reply?: "staff" | "customer" | undefined
  priority?: Priority | undefined
  holdUntil?: GivenInstant | undefined
}

/** `<ticket>.<clock>.<cycle>` */
export type BreachId = string

export type NewBreachCause = {
  code: CauseCode
  note?: string | undefined
}

export type CauseCode = "staffing" | "workload" | "skills" | "parts" | "third-party" | "customer" | "misrouted" | "complexity" | "system" | "other"

export type PolicyReapply = {
  /** Only say what would happen */
  dryRun?: boolean | undefined
  /** What the policy would be replaced by: says, before it is saved, what that would do to tickets under way */
  policy?: SlaPolicyReplacement | undefined
}

export type CalendarReapply = {
  /** Only say what would happen */
  dryRun?: boolean | undefined
  /** What the calendar would be replaced by: says, before it is saved, what that would do to tickets under way */
  calendar?: CalendarReplacement | undefined
}

export type ServiceCode = string

export type VisitStatus = "planned" | "on_the_way" | "arrived" | "done" | "missed" | "cancelled"

export type NewVisit = {
  ticket: TicketNumber
  /** When the work begins. A customer picks an offered slot */
  from: GivenInstant
  /** For staff. Left out: whom the desk finds for a new visit; the same as before for one that is moved */
  technician?: PersonId | undefined
  /** For staff. Left out: as the service takes, else 60; for one that is moved as before */
  durationMinutes?: number | undefined
  /** For staff: when the customer is told that it may begin. `from` lies in it. Left out: `from` itself */
  window?: NewVisitWindow | undefined
  /** For staff: also when they are not at work, or lack a skill, or the place is none of theirs */
  force?: boolean | undefined
  /** What is done, as the settings declare it. Left out: what the ticket needs, in an hour */
  service?: ServiceCode | undefined
  /** One of the ticket's customer. Left out: the ticket's */
  site?: SiteId | undefined
  /** For staff: what is to be done, the work order */
  work?: string | undefined
}

export type NewVisitWindow = {
  from: GivenInstant
  until: GivenInstant
}

export type VisitMove = {
  /** When the work begins. A customer picks an offered slot */
  from: GivenInstant
  /** For staff. Left out: whom the desk finds for a new visit; the same as before for one that is moved */
  technician?: PersonId | undefined
  /** For staff. Left out: as the service takes, else 60; for one that is moved as before */
  durationMinutes?: number | undefined
  /** For staff: when the customer is told that it may begin. `from` lies in it. Left out: `from` itself */
  window?: NewVisitWindow | undefined
  /** For staff: also when they are not at work, or lack a skill, or the place is none of theirs */
  force?: boolean | undefined
  /** For staff: yes, although the customer has confirmed it. They are told, and asked to confirm it again */
  tellCustomer?: boolean | undefined
  reason?: string | undefined
}

export type VisitCancellation = {
  reason?: string | undefined
}

export type VisitCompletion = {
  note: string
}

export type VisitMissed = {
  reason: string
}

export type DayOptimisation = {
  /** Move the visits, all at once. For those who plan: not for technicians */
  apply?: boolean | undefined
  /** Also those that the customer has confirmed: they are told, and asked to confirm again */
  moveConfirmed?: boolean | undefined
}

export type AttachmentId = string

export type NewPartnerClient = {
  /** What it is called among admins */
  name: string
  /** What it may do. What is taken away holds no longer at once, also for tokens given before */
  scopes: PartnerScope[]
  /** How many calls it may make in a minute; as the settings say where left out */
  callsPerMinute?: number | undefined
  /** Whom to tell of its subscriptions */
  email?: string | undefined
  /** Whose tickets it sees. For good */
  customer: CustomerId
}

export type PartnerScope = "tickets.read" | "tickets.write" | "subscriptions.read" | "subscriptions.write" | "client.read"

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type PartnerClientPatch = {
  name?: unknown | undefined
  scopes?: unknown | undefined
  callsPerMinute?: unknown | undefined
  email?: unknown | undefined
}

export type KeyRotation = {
  /** How long the keys of before hold yet; 0: they end at once */
  keepOldHours?: number | undefined
}

export type NewSubscription = {
  name: string
  target: SubscriptionTarget
  /** Event types; `*` alone: all that a partner may see */
  types?: string[] | undefined
  filter?: SubscriptionFilter | undefined
  /** `by-ticket`: an event waits until those before it of its ticket have arrived. For webhooks */
  ordering?: "none" | "by-ticket" | undefined
  /** How an event is written: as the desk writes it, or as a CloudEvent 1.0 */
  form?: "envelope" | "cloudevents" | undefined
  /** Whose it is: a partner. Admins must say; for partners, themselves */
  owner?: PersonId | undefined
}

export type SubscriptionTarget = {
  kind: "webhook"
  /** It gets a POST for each event, signed */
  url: string
} | {
  kind: "event-bus"
  /** An event bus, in whatever region */
  arn: string
} | {
  kind: "queue"
  /** A standard queue of SQS in the region of the desk; a FIFO queue keeps no order that the bus does not */
  arn: string
}

/** Left out: every ticket that its owner sees */
export type SubscriptionFilter = {
  /** Only tickets of these */
  customers?: CustomerId[] | undefined
  /** Only tickets of these */
  categories?: Category[] | undefined
}

/** A JSON merge patch (RFC 7396): what is left out stays, `null` takes away */
export type SubscriptionPatch = {
  name?: unknown | undefined
  target?: unknown | undefined
  types?: unknown | undefined
  filter?: unknown | undefined
  ordering?: unknown | undefined
  form?: unknown | undefined
}

export type SubscriptionApproval = {
  /** Whether events may say who a person is. Not, where it is left out */
  personalData?: boolean | undefined
}

export type SubscriptionRejection = {
  because: string
}

export type SubscriptionPause = {
  because?: string | undefined
}

export type RedeliveryRequest = {
  /** Which are sent again */
  states?: Array<"failed" | "delivered"> | undefined
  /** Only of events that occurred at or after this */
  from?: GivenInstant | undefined
  /** Only of events that occurred before this */
  to?: GivenInstant | undefined
}

export type SecretRotation = {
  /** For how long the secret before still signs, too; 0: not at all, where it got into wrong hands */
  holdsForHours?: number | undefined
}

export type ReplayRequest = {
  /** Events that occurred at or after this */
  from?: GivenInstant | undefined
  /** In the place of `from`: the last delivery that you have kept; it, too, comes again */
  after?: DeliveryId | undefined
  /** Events that occurred before this; left out: up to now */
  to?: GivenInstant | undefined
  /** Only these; left out: all that the subscription is for */
  types?: string[] | undefined
}

export type DeliveryId = string

export type Problem = {
  /** Names the kind of problem: the docs page says of each when it is answered, and what to do then */
  type: string
  title: string
  status: number
  detail: string
  /** The path that was asked for */
  instance: string
  /** Quote it when you ask about this answer */
  requestId: string
  /** For invalid input: each wrong field */
  errors?: Array<{
    /** Where: `targets.urgent.response`; empty for the whole body */
    path: string
    message: string
    expected: string
  }> | undefined
  /** For a refused move: those allowed from here, for this caller */
  allowed?: Array<{
    move: string
    to: string
  }> | undefined
  /** For a ticket that was merged into another: the number of that, if you may see it */
  mergedInto?: string | undefined
  /** For an assignment that `force` is needed for: each thing that keeps them from it */
  warnings?: AssignmentWarning[] | undefined
  /** For a stale write: what you may see of what has happened since, oldest first */
  changes?: Array<{
    type: string
    occurredAt: Instant
    actor: Actor
    /** The version that it led to */
    version: number
    /** The names of the fields that changed */
    fields?: string[] | undefined
  }> | undefined
}

export type AssignmentWarning = {
  reason: "not-here" | "not-assignable" | "excluded" | "absent" | "off" | "outside-hours" | "no-capacity" | "skill-missing" | "skill-too-low" | "skill-expired" | "certification-missing" | "certification-expired" | "outside-area"
  says: string
}

/** Who did it: an id and the role they acted in; `system` is the desk itself */
export type Actor = {
  id: string
  role: "customer" | "partner" | "technician" | "agent" | "supervisor" | "manager" | "admin" | "system"
}

/** A ticket */
export type Ticket = {
  number: TicketNumber
  title: string
  status: Status
  priority: Priority
  type: TicketType
  category: Category
  channel: Channel
  brand: Brand
  customer?: CustomerId | undefined
  /** Who asked: the person the ticket was opened by */
  requester: string
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  light: Light
  /** The nearest due instant among the clocks that run */
  dueAt?: Instant | undefined
  createdAt: Instant
  updatedAt: Instant
  version: number
  description: string
  tags: string[]
  contact?: Contact | undefined
  subCategory?: Category | undefined
  /** What the channel itself calls it. For staff */
  channelId?: string | undefined
  language?: Language | undefined
  /** One of the customer's */
  site?: SiteId | undefined
  /** One of the customer's */
  product?: ProductId | undefined
  serialNumber?: string | undefined
  warranty?: Warranty | undefined
  contract?: ContractId | undefined
  /** As far as the caller may see them */
  custom?: CustomFields | undefined
  /** Since when it is with its assignee and team */
  assignedAt?: Instant | undefined
  /** With whom it was before: the last 20, oldest first. For staff */
  assignments?: PreviousAssignment[] | undefined
  /** How much there is of each. For staff */
  counts?: {
    comments: number
    attachments: number
  } | undefined
  /** How long it was worked on. For staff */
  loggedMinutes?: LoggedMinutes | undefined
  policy: {
    id: PolicyId
    version: number
  }
  /** What its time is counted by; absent: always */
  calendar?: CalendarVersion | undefined
  /** Until when it rests, because the customer asked for it */
  onHoldUntil?: Instant | undefined
  /** How far it has been escalated: 0 not at all. For staff */
  escalationLevel?: number | undefined
  /** Why it waits, was reopened or cancelled. For staff */
  statusReason?: string | undefined
  resolution?: string | undefined
  firstResponseAt?: Instant | undefined
  resolvedAt?: Instant | undefined
  closedAt?: Instant | undefined
  /** The ticket that has its matter now: its conversation is read there. As far as the caller may see that */
  mergedInto?: TicketNumber | undefined
  /** The tickets that are merged into this one. As far as the caller may see them */
  merged?: TicketNumber[] | undefined
  /** What it is part of: an outage. For staff */
  parent?: TicketNumber | undefined
  /** How many tickets are part of it. For staff */
  children?: number | undefined
  /** When it was put away: it can be read, and not changed any more */
  archivedAt?: Instant | undefined
  /** Who hears of it. For staff */
  watchers?: PersonId[] | undefined
  /** What is still to be seen to. For staff */
  followUps?: OpenFollowUp[] | undefined
  /** Once it was answered */
  responseTime?: Taken | undefined
  /** While it is resolved */
  resolutionTime?: Taken | undefined
}

export type PreviousAssignment = {
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  from: Instant
  until: Instant
}

/** The minutes worked, billable and not */
export type LoggedMinutes = {
  billable: number
  other: number
}

export type CalendarVersion = {
  id: CalendarId
  version: number
}

export type OpenFollowUp = {
  id: FollowUpId
  dueAt: Instant
  /** Set by the desk when the ticket was assigned */
  automatic?: boolean | undefined
  /** Whose it is, where not whoever has the ticket */
  for?: PersonId | undefined
  /** It is due, and they were told */
  fired?: boolean | undefined
}

export type Taken = {
  /** As the clock counted: without what was paused */
  business: Duration
  /** From opening */
  calendar: Duration
}

/** ISO 8601 duration; one below zero begins with `-` */
export type Duration = string

export type TicketPage = {
  items: TicketSummary[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type TicketSummary = {
  number: TicketNumber
  title: string
  status: Status
  priority: Priority
  type: TicketType
  category: Category
  channel: Channel
  brand: Brand
  customer?: CustomerId | undefined
  /** Who asked: the person the ticket was opened by */
  requester: string
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  light: Light
  /** The nearest due instant among the clocks that run */
  dueAt?: Instant | undefined
  createdAt: Instant
  updatedAt: Instant
  version: number
}

export type HistoryPage = {
  items: HistoryEntry[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type HistoryEntry = {
  id: string
  seq: number
  type: string
  occurredAt: Instant
  actor: Actor
  /** The event that caused this one */
  causationId?: string | undefined
  data: Record<string, unknown>
  detail?: {
    changes?: Record<string, {
      from?: unknown | undefined
      to?: unknown | undefined
    }> | undefined
    reason?: string | undefined
    resolution?: string | undefined
    note?: string | undefined
    notes?: string | undefined
    /** How rules explain what they chose */
    because?: string[] | undefined
  } | undefined
}

export type FollowUpPage = {
  items: FollowUp[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A task on a ticket, for whoever has the ticket when it is due */
export type FollowUp = {
  id: FollowUpId
  /** Absent where the desk set it by itself */
  note?: string | undefined
  dueAt: Instant
  automatic: boolean
  /** Whose it is, where not whoever has the ticket */
  for?: PersonId | undefined
  /** `due`: open, and its time has come. What is open when its ticket ends is cancelled by `system` */
  state: "open" | "due" | "done" | "cancelled"
  createdAt: Instant
  createdBy: Actor
  endedAt?: Instant | undefined
  endedBy?: Actor | undefined
}

export type WatcherList = {
  items: Watcher[]
}

export type Watcher = {
  person: PersonId
}

export type LinkList = {
  items: Link[]
}

export type Link = {
  type: LinkType
  ticket: TicketNumber
  /** The other ticket's */
  title: string
  /** The other ticket's */
  status: Status
  /** The ticket merged into this one that has the link */
  of?: TicketNumber | undefined
}

/** How this ticket is to the other; the other has the same link by its inverse name */
export type LinkType = "duplicates" | "duplicated-by" | "blocks" | "blocked-by" | "caused-by" | "causes" | "relates-to" | "split-from" | "split-into" | "continues" | "continued-by"

export type ChildPage = {
  items: TicketSummary[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type CommentPage = {
  items: Comment[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** What somebody has said about a ticket */
export type Comment = {
  id: CommentId
  /** The ticket that it was written on: one that was merged, perhaps */
  ticket: TicketNumber
  internal: boolean
  author: Actor
  /** Safe to show: of an allow-list of tags, without scripts, styles, images and strange links. `<span data-attachment="att_…">` stands where a picture of a mail stood: that attachment of the ticket can be shown in its place */
  html?: string | undefined
  /** The same as plain text; never empty */
  text?: string | undefined
  /** For its author */
  format?: BodyFormat | undefined
  /** As it was written. For its author, to edit it. Never show it */
  source?: string | undefined
  mentions?: PersonId[] | undefined
  inReplyTo?: CommentId | undefined
  createdAt: Instant
  /** Counts up with each edit */
  version: number
  editedAt?: Instant | undefined
  /** Its words were taken away; this mark stays */
  redacted?: {
    at: Instant
    by: Actor
    /** For staff */
    reason?: string | undefined
  } | undefined
  /** The mail that it came by. For staff */
  mail?: MailId | undefined
  /** The ticket that was made of it. For staff */
  splitInto?: TicketNumber | undefined
  /** What it said before, oldest first. For staff, where one comment is read */
  versions?: CommentVersion[] | undefined
}

export type MailId = string

export type CommentVersion = {
  version: number
  /** Safe to show: of an allow-list of tags, without scripts, styles, images and strange links. `<span data-attachment="att_…">` stands where a picture of a mail stood: that attachment of the ticket can be shown in its place */
  html?: string | undefined
  /** The same as plain text; never empty */
  text?: string | undefined
  from: Instant
  until: Instant
}

export type CallPage = {
  items: Call[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A phone call about a ticket */
export type Call = {
  id: CallId
  ticket: TicketNumber
  direction: "inbound" | "outbound"
  /** `reached`: somebody of the customer was spoken to, which is an answer */
  outcome: "reached" | "not_reached" | "voicemail"
  number: string
  durationSeconds: number
  summary: string
  person?: PersonId | undefined
  startedAt: Instant
  by: Actor
  createdAt: Instant
}

export type CallId = string

export type TimeEntryPage = {
  items: TimeEntry[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
  totals: LoggedMinutes
}

/** Time that somebody worked on a ticket */
export type TimeEntry = {
  id: TimeEntryId
  ticket: TicketNumber
  person: PersonId
  minutes: number
  billable: boolean
  note: string
  workedAt: Instant
  by: Actor
  createdAt: Instant
}

export type TimeEntryId = string

export type PresenceList = {
  items: Presence[]
}

/** Somebody of the desk who has a ticket open */
export type Presence = {
  person: PersonId
  state: PresenceState
  /** When it was last said */
  since: Instant
  /** When it is forgotten, unless it is said again */
  until: Instant
}

export type MacroList = {
  items: Macro[]
}

/** A ready-made reply, changes of a ticket, or both */
export type Macro = {
  name: string
  description?: string | undefined
  /** What is said. Alone, this is a canned reply */
  reply?: ReplyOutput | undefined
  /** What is done to the ticket, in this order, after the reply */
  actions: MacroActionOutput[]
  /** For yourself, for a team, or for everybody who works here. It stays so */
  scope: "personal" | "team" | "shared"
  /** Which, with the scope `team` */
  team?: TeamId | undefined
  id: MacroId
  /** Who made it */
  owner: PersonId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** What a macro has made of a ticket, or would */
export type MacroUsed = {
  dryRun: boolean
  ticket: Ticket
  /** The reply, where there is one */
  comment?: Comment | undefined
}

export type AttachmentPage = {
  items: Attachment[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type Attachment = {
  id: AttachmentId
  ticket: TicketNumber
  state: AttachmentState
  /** Absent once it is removed */
  name?: string | undefined
  /** In bytes */
  size: number
  /** By its bytes once it has arrived; `application/octet-stream` where they tell nothing */
  type: string
  /** Of its bytes, in hex; once it has arrived */
  sha256?: string | undefined
  comment?: CommentId | undefined
  /** Kept from customers and partners */
  internal: boolean
  by: Actor
  /** When its upload was prepared */
  createdAt: Instant
  arrivedAt?: Instant | undefined
  removedAt?: Instant | undefined
  removedBy?: Actor | undefined
}

/** `awaiting`: its upload was prepared and nothing has arrived yet. `scanning`: it is here and being looked at. Only what is `clean` is ever given out: neither `infected` nor `unscannable` files are. `removed`: the file is gone, this mark of it stays */
export type AttachmentState = "awaiting" | "scanning" | "clean" | "infected" | "unscannable" | "removed"

export type Upload = {
  attachment: Attachment
  upload: {
    url: string
    /** To be sent as they are, before `file` */
    fields: Record<string, string>
    expiresAt: Instant
  }
}

export type Download = {
  url: string
  expiresAt: Instant
  /** In bytes */
  size: number
  type: string
  sha256: string
}

export type MailPage = {
  items: Mail[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A mail of a ticket, that came in or went out */
export type Mail = MailIn | MailOut

export type MailIn = {
  id: MailId
  /** The ticket that it belongs to: one that was merged, perhaps */
  ticket: TicketNumber
  at: Instant
  subject: string
  version: number
  direction: "in"
  /** `joined`: it is a comment of the ticket. `opened`: the ticket began with it. `noted`: a machine wrote it; it is known here and does nothing. `kept`: it could not be read, and lies as it came */
  state: "joined" | "opened" | "noted" | "kept"
  /** What has sent it */
  kind?: "person" | "auto-reply" | "bounce" | "report" | "list" | "desk" | undefined
  /** By what it is known to be of that kind */
  because?: string | undefined
  /** As it says itself: whether that is so, `verdicts` tell */
  from?: string | undefined
  /** Whom the desk takes its sender for */
  person?: PersonId | undefined
  messageId?: string | undefined
  /** What it became */
  comment?: CommentId | undefined
  verdicts?: MailVerdicts | undefined
  /** Nothing automatic follows it */
  unanswered?: true | undefined
  /** Why staff should look twice, as codes: `not-believed`, `spam`, `virus`, `unreadable`, `files-refused` … */
  marked?: string[] | undefined
  /** How many of its files are attached to the ticket */
  files?: number | undefined
  /** Its files that are not: the mail as it came has them */
  refused?: RefusedFile[] | undefined
  /** What was not as it should be, as codes: `charset-unknown`, `too-deep`, `file-too-large` … */
  problems?: string[] | undefined
}

/** What the servers on its way say of a mail */
export type MailVerdicts = {
  spam: MailVerdict
  virus: MailVerdict
  spf: MailVerdict
  dkim: MailVerdict
  dmarc: MailVerdict
  /** SPF or a signature passed for the very domain that the mail says it is from */
  aligned: boolean
}

export type MailVerdict = "pass" | "fail" | "gray" | "none" | "failed-to-check"

/** A file of a mail that is not attached to its ticket */
export type RefusedFile = {
  name: string
  /** In bytes */
  size: number
  why: "too-large" | "empty" | "too-many"
}

export type MailOut = {
  id: MailId
  /** The ticket that it belongs to: one that was merged, perhaps */
  ticket: TicketNumber
  at: Instant
  subject: string
  version: number
  direction: "out"
  /** What is known to have become of it. `suppressed`: it did not go; `diagnostic` says why */
  state: "sending" | "sent" | "delivered" | "delayed" | "bounced" | "complained" | "suppressed" | "failed"
  to: string
  person?: PersonId | undefined
  /** The event that it tells of */
  event?: string | undefined
  /** Which letter it is */
  notice?: string | undefined
  language?: "en" | "de" | undefined
  messageId?: string | undefined
  /** By which SES knows it */
  sesId?: string | undefined
  stateAt?: Instant | undefined
  /** What a server, or the desk itself, says of why it is so */
  diagnostic?: string | undefined
  resentOf?: MailId | undefined
  resentAs?: MailId | undefined
}

/** A mail of a ticket with all that it says */
export type WholeMail = WholeMailIn | WholeMailOut

export type WholeMailIn = {
  id: MailId
  /** The ticket that it belongs to: one that was merged, perhaps */
  ticket: TicketNumber
  at: Instant
  subject: string
  version: number
  direction: "in"
  /** `joined`: it is a comment of the ticket. `opened`: the ticket began with it. `noted`: a machine wrote it; it is known here and does nothing. `kept`: it could not be read, and lies as it came */
  state: "joined" | "opened" | "noted" | "kept"
  /** What has sent it */
  kind?: "person" | "auto-reply" | "bounce" | "report" | "list" | "desk" | undefined
  /** By what it is known to be of that kind */
  because?: string | undefined
  /** As it says itself: whether that is so, `verdicts` tell */
  from?: string | undefined
  /** Whom the desk takes its sender for */
  person?: PersonId | undefined
  messageId?: string | undefined
  /** What it became */
  comment?: CommentId | undefined
  verdicts?: MailVerdicts | undefined
  /** Nothing automatic follows it */
  unanswered?: true | undefined
  /** Why staff should look twice, as codes: `not-believed`, `spam`, `virus`, `unreadable`, `files-refused` … */
  marked?: string[] | undefined
  /** How many of its files are attached to the ticket */
  files?: number | undefined
  /** Its files that are not: the mail as it came has them */
  refused?: RefusedFile[] | undefined
  /** What was not as it should be, as codes: `charset-unknown`, `too-deep`, `file-too-large` … */
  problems?: string[] | undefined
  /** Whether it still lies as it came. The desk keeps that for some time only; what it says ends with it */
  isKept: boolean
  to?: Mailbox[] | undefined
  cc?: Mailbox[] | undefined
  /** All of it, with what it quotes */
  text?: string | undefined
  /** The same, safe to show, as that of a comment; `<span data-attachment="att_…">` stands where a picture stood */
  html?: string | undefined
  /** It says more than is shown here: the mail as it came has the rest */
  isCut?: true | undefined
  /** The files of the ticket that came with it */
  attachments?: AttachmentId[] | undefined
  /** Those that tell where it is from, whom it answers, and what others think of it */
  headers?: Array<{
    name: string
    value: string
  }> | undefined
}

export type Mailbox = {
  address: string
  name?: string | undefined
}

export type WholeMailOut = {
  id: MailId
  /** The ticket that it belongs to: one that was merged, perhaps */
  ticket: TicketNumber
  at: Instant
  subject: string
  version: number
  direction: "out"
  /** What is known to have become of it. `suppressed`: it did not go; `diagnostic` says why */
  state: "sending" | "sent" | "delivered" | "delayed" | "bounced" | "complained" | "suppressed" | "failed"
  to: string
  person?: PersonId | undefined
  /** The event that it tells of */
  event?: string | undefined
  /** Which letter it is */
  notice?: string | undefined
  language?: "en" | "de" | undefined
  messageId?: string | undefined
  /** By which SES knows it */
  sesId?: string | undefined
  stateAt?: Instant | undefined
  /** What a server, or the desk itself, says of why it is so */
  diagnostic?: string | undefined
  resentOf?: MailId | undefined
  resentAs?: MailId | undefined
  /** All of it, with what it quotes */
  text?: string | undefined
  /** The same, safe to show, as that of a comment; `<span data-attachment="att_…">` stands where a picture stood */
  html?: string | undefined
}

export type RawMail = {
  url: string
  expiresAt: Instant
}

export type TroubledMailPage = {
  items: MailOut[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type SuppressionPage = {
  items: Suppression[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** An address that nothing automatic goes to, and why */
export type Suppression = {
  /** As people are told apart by it: without a tag */
  address: string
  because: "bounced" | "complained"
  since: Instant
  /** How often mail to it came back */
  bounces: number
  /** What a server said of it last */
  diagnostic?: string | undefined
}

export type CustomerPage = {
  items: Customer[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A company that the desk works for. Its own people see its name, tier and language */
export type Customer = {
  name: string
  tier: Tier
  /** The SLA policy that its tickets are measured by, whatever the conditions of others say */
  policy?: PolicyId | undefined
  /** For staff */
  domains?: string[] | undefined
  externalId?: ExternalId | undefined
  language?: Language | undefined
  /** For staff */
  notes?: string | undefined
  /** Who gets their tickets where they fit; that of a contact goes before */
  preferredTechnician?: PersonId | undefined
  /** So long a ticket waits for them at most; left out: as the settings say */
  preferredWait?: Target | undefined
  id: CustomerId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type TimelinePage = {
  items: TimelineEntry[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A ticket, something said about one, a call, or a product */
export type TimelineEntry = {
  kind: "ticket"
  /** When it was opened, said, begun, or came to be known */
  at: Instant
  ticket: TicketSummary
} | {
  kind: "comment"
  /** When it was opened, said, begun, or came to be known */
  at: Instant
  number: TicketNumber
  comment: {
    id: CommentId
    author: Actor
    /** Among staff: such are for staff */
    internal: boolean
    /** The first 200 characters of its plain text */
    excerpt: string
  }
} | {
  kind: "call"
  /** When it was opened, said, begun, or came to be known */
  at: Instant
  number: TicketNumber
  /** For staff */
  call: {
    id: CallId
    direction: "inbound" | "outbound"
    /** `reached`: somebody of the customer was spoken to, which is an answer */
    outcome: "reached" | "not_reached" | "voicemail"
    durationSeconds: number
    summary: string
  }
} | {
  kind: "product"
  /** When it was opened, said, begun, or came to be known */
  at: Instant
  product: {
    name: string
    model?: string | undefined
    /** As it is written on it; compared without separators and case, and one only for a customer’s model */
    serialNumber?: string | undefined
    id: ProductId
  }
}

export type ContactPage = {
  items: CustomerContact[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A person at a customer */
export type CustomerContact = {
  name: string
  customer?: CustomerId | undefined
  emails: Array<{
    address: string
    /** Whether it was proved to be theirs */
    verified: boolean
    /** Nothing automatic goes there: since when, and why. As it was read, or left out. For staff */
    suppressed?: {
      since: Instant
      because: "bounced" | "complained"
    } | undefined
  }>
  phones: Array<{
    number: string
    /** Whether it was proved to be theirs */
    verified: boolean
  }>
  language?: Language | undefined
  preferredChannel?: Channel | undefined
  preferredTechnician?: PersonId | undefined
  wholeCustomer: boolean
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
  id: PersonId
  /** Who they turned out to be: what was theirs is found there */
  mergedInto?: PersonId | undefined
  /** Who turned out to be them. For staff */
  mergedFrom?: PersonId[] | undefined
  /** Since when their data is being erased */
  erasingAt?: Instant | undefined
  /** When their data was erased */
  erasedAt?: Instant | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** Everything that the desk has of a person */
export type ContactExport = {
  contact: CustomerContact
  /** Who turned out to be them */
  others: CustomerContact[]
  /** How their record came to be what it is */
  history: HistoryEntry[]
  tickets: TheirTicket[]
  /** Send it as `cursor` for more tickets; absent once all were given */
  next?: string | undefined
}

export type TheirTicket = {
  /** Where they asked for it */
  ticket?: Ticket | undefined
  number: TicketNumber
  comments: Array<{
    id: CommentId
    author: Actor
    internal: boolean
    createdAt: Instant
    text: string
  }>
  calls: Call[]
  attachments: Attachment[]
  /** What they did */
  history: HistoryEntry[]
  /** There are more comments than fit here: `GET /tickets/{id}/comments` has them all */
  isCut?: true | undefined
}

/** Many things done as one, a few at a time */
export type Job = {
  id: JobId
  kind: JobKind
  state: JobState
  dryRun: boolean
  counts: JobCounts
  /** Of `reapply-sla`: on how many tickets; one may count for several */
  effects?: {
    later: number
    earlier: number
    breached: number
    otherPolicy: number
  } | undefined
  /** Why it was given up */
  why?: "too-many" | undefined
  createdBy: PersonId
  createdAt: Instant
  finishedAt?: Instant | undefined
  /** Until when it, and what it has to say, is kept */
  expiresAt: Instant
}

export type JobId = string

export type JobKind = "bulk-tickets" | "resolve-children" | "import-customers" | "import-products" | "erase-contact" | "reapply-sla"

/** `failed`: it was given up before anything was done; `why` says the reason */
export type JobState = "queued" | "running" | "done" | "cancelled" | "failed"

/** They count up by some 25 at a time */
export type JobCounts = {
  /** Absent while what it is about is still being gathered */
  total?: number | undefined
  done: number
  created: number
  changed: number
  unchanged: number
  refused: number
}

export type SitePage = {
  items: Site[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A place of a customer where work is done */
export type Site = {
  name: string
  address?: Address | undefined
  coordinates?: Coordinates | undefined
  /** For staff */
  accessNotes?: string | undefined
  externalId?: ExternalId | undefined
  id: SiteId
  customer: CustomerId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type ProductPage = {
  items: Product[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A thing that a customer owns and the desk looks after */
export type Product = {
  name: string
  manufacturer?: string | undefined
  model?: string | undefined
  /** As it is written on it; compared without separators and case, and one only for a customer’s model */
  serialNumber?: string | undefined
  site?: SiteId | undefined
  warranty?: {
    startsOn?: string | undefined
    endsOn?: string | undefined
  } | undefined
  installedOn?: string | undefined
  criticality: Criticality
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
  id: ProductId
  customer: CustomerId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type ContractPage = {
  items: Contract[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** What was agreed with a customer */
export type Contract = {
  name: string
  /** `amc`: an annual maintenance contract */
  kind: "amc" | "support" | "lease" | "other"
  terms?: string | undefined
  startsOn: string
  endsOn: string
  visitsPerYear?: number | undefined
  /** Whether it covers everything that the customer owns */
  coversAll: boolean
  /** Else what it covers */
  products: ProductId[]
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
  id: ContractId
  customer: CustomerId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type TechnicianPage = {
  items: Technician[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** Somebody who works for the desk */
export type Technician = {
  name: string
  /** One person’s at the desk: what they sign in with, and are written to */
  email: string
  phone?: string | undefined
  role: "technician" | "agent" | "supervisor" | "manager" | "admin"
  teams: TeamId[]
  skills: Array<{
    skill: Skill
    level: SkillLevel
    /** The last day on which it holds; left out: for good */
    expiresOn?: string | undefined
  }>
  certifications: Array<{
    code: Skill
    name?: string | undefined
    number?: string | undefined
    /** The last day on which it holds; left out: for good */
    expiresOn?: string | undefined
  }>
  languages: Language[]
  /** Their working hours; left out: always */
  calendar?: CalendarId | undefined
  /** Where they live; left out: that of their calendar, else the desk’s */
  timeZone?: TimeZone | undefined
  /** So much at a time: the sum of the weights of their open tickets (setting `assignment.weights`) */
  capacity: number
  /** Whether the rules may give them tickets: not a manager who only looks on */
  assignable: boolean
  homeBase?: {
    coordinates: Coordinates
    address?: Address | undefined
  } | undefined
  /** Left out: everywhere */
  serviceArea?: ServiceArea | undefined
  van?: string | undefined
  externalId?: ExternalId | undefined
  /** For staff */
  notes?: string | undefined
  id: PersonId
  /** Whether they work here: who does not signs in no more and gets nothing */
  active: boolean
  status: TechnicianStatus
  /** Since when they have this status */
  statusAt: Instant
  absences: Absence[]
  /** When they were last invited to sign in */
  invitedAt?: Instant | undefined
  /** Since when they do not work here, and why; for those who see their notes */
  left?: {
    at: Instant
    reason: string
  } | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type Absence = {
  id: AbsenceId
  from: Instant
  until: Instant
  kind: "vacation" | "sick" | "training" | "other"
  note?: string | undefined
}

export type AbsenceId = string

export type Deactivated = {
  technician: Technician
  /** The open tickets that they had: each goes back to the rules by itself, within seconds */
  tickets: TicketNumber[]
  /** The visits that they still had ahead: somebody else must go there */
  visits: Array<{
    id: VisitId
    ticket: TicketNumber
    from: Instant
  }>
}

export type VisitId = string

export type TeamPage = {
  items: ListedTeam[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type ListedTeam = {
  /** One team’s, whatever its case */
  name: string
  /** Whom escalations come to first; they work here */
  supervisor?: PersonId | undefined
  /** Whom they come to after the supervisor; they work here */
  manager?: PersonId | undefined
  /** Their mailbox: what the team is told goes there */
  email?: string | undefined
  /** The brand that they work for; left out: for all */
  brand?: Brand | undefined
  id: TeamId
  version: number
  createdAt: Instant
  updatedAt: Instant
  /** Who works in it now, by their names: `GET /technicians?team=` has them */
  members: PersonId[]
}

/** People who work together, under a supervisor */
export type Team = {
  /** One team’s, whatever its case */
  name: string
  /** Whom escalations come to first; they work here */
  supervisor?: PersonId | undefined
  /** Whom they come to after the supervisor; they work here */
  manager?: PersonId | undefined
  /** Their mailbox: what the team is told goes there */
  email?: string | undefined
  /** The brand that they work for; left out: for all */
  brand?: Brand | undefined
  id: TeamId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** How somebody wants to be told of what */
export type NotificationPreferences = {
  notices: NotificationWishesOutput
  /** In which only what cannot wait is told. Left out: of staff the desk's; `none`: never */
  quietHours?: QuietHours | "none" | undefined
  /** When the digest comes. Left out: when they begin to work, by their calendar; else at 08:00 */
  digestAt?: string | undefined
  /** Left out: that of their calendar, else the desk's */
  timeZone?: TimeZone | undefined
  /** Left out: that of their record, else the desk's */
  language?: "en" | "de" | undefined
  /** Whose they are */
  id: PersonId
  /** 0: they have said nothing yet */
  version: number
  createdAt?: Instant | undefined
  updatedAt?: Instant | undefined
}

export type SearchPage = {
  items: SearchHit[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type SearchHit = {
  ticket: TicketSummary
  /** None where the ticket was found by a number, a name or an address */
  highlights: Highlight[]
}

export type Highlight = {
  in: "title" | "description" | "comment"
  /** Which comment */
  comment?: CommentId | undefined
  /** The text around it: escaped, with `<mark>` around what was found */
  html: string
}

export type QueueList = {
  items: Queue[]
}

export type Queue = {
  queue: QueueName
  /** What it stands for at this instant: `GET /tickets` takes the same */
  filter: Filter
  sort: Sort
  count: number
  /** Whether there are more than that: counting ends at a thousand */
  more: boolean
}

export type ViewList = {
  items: CountedView[]
}

export type CountedView = {
  name: string
  filter: Filter
  sort: Sort
  /** Which fields of a ticket to show, in this order: for screens, the answer has them all */
  columns: Array<"number" | "title" | "status" | "priority" | "type" | "category" | "channel" | "brand" | "customer" | "requester" | "assignee" | "team" | "light" | "dueAt" | "createdAt" | "updatedAt" | "version">
  id: ViewId
  team?: TeamId | undefined
  /** Who made it */
  owner: PersonId
  version: number
  createdAt: Instant
  updatedAt: Instant
  count?: number | undefined
  /** Whether there are more than that: counting ends at a thousand */
  more?: boolean | undefined
}

export type View = {
  name: string
  filter: Filter
  sort: Sort
  /** Which fields of a ticket to show, in this order: for screens, the answer has them all */
  columns: Array<"number" | "title" | "status" | "priority" | "type" | "category" | "channel" | "brand" | "customer" | "requester" | "assignee" | "team" | "light" | "dueAt" | "createdAt" | "updatedAt" | "version">
  id: ViewId
  team?: TeamId | undefined
  /** Who made it */
  owner: PersonId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type JobPage = {
  items: Job[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type JobResultPage = {
  items: JobResult[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type JobResult = {
  /** Which one: counts from 1, in the order in which they were given */
  place: number
  /** Of an import: the line of the file that it begins on */
  line?: number | undefined
  /** What it is about: a ticket's number, an id */
  subject?: string | undefined
  outcome: "created" | "changed" | "unchanged" | "refused"
  /** The version that it has led to */
  version?: number | undefined
  problem?: EntryProblem | undefined
  /** Of `reapply-sla`, where anything has changed */
  sla?: Reapplied | undefined
}

export type EntryProblem = {
  type: string
  detail: string
  errors?: Array<{
    /** Where: `targets.urgent.response`; empty for the whole body */
    path: string
    message: string
    expected: string
  }> | undefined
  allowed?: Array<{
    move: string
    to: string
  }> | undefined
}

/** What reapplying has done to a ticket, or would */
export type Reapplied = {
  effects: ReapplyEffect[]
  policy: {
    from: {
      id: PolicyId
      version: number
    }
    to: {
      id: PolicyId
      version: number
    }
  }
  /** Absent: always open */
  calendar: {
    from?: CalendarVersion | undefined
    to?: CalendarVersion | undefined
  }
  /** Those that run or stand; while a ticket rests, as if it went on now */
  clocks: Array<{
    clock: ClockKind
    dueFrom?: Instant | undefined
    dueTo?: Instant | undefined
    /** It was in time before, and is late at once */
    breached: boolean
  }>
}

/** A clock is due later, or earlier; one is late at once; another policy holds than before */
export type ReapplyEffect = "later" | "earlier" | "breached" | "otherPolicy"

export type TechnicianDesk = {
  at: Instant
  technician: PersonId
  /** Theirs: what `dueToday` is of */
  timeZone: TimeZone
  status: "available" | "busy" | "on_the_way" | "off"
  presence: PresenceNow
  workload: Workload
  counts: {
    open: number
    toAccept: number
    inProgress: number
    pendingCustomer: number
    pendingParts: number
    reopened: number
    dueToday: number
    overdue: number
  }
  /** Numbers of `tickets`. By status: `toAccept` (assigned, not begun), `inProgress`, `pendingCustomer`, `pendingParts`, `reopened`; beside that `dueToday` (due later today) and `overdue` */
  lanes: {
    toAccept: TicketNumber[]
    inProgress: TicketNumber[]
    pendingCustomer: TicketNumber[]
    pendingParts: TicketNumber[]
    reopened: TicketNumber[]
    dueToday: TicketNumber[]
    overdue: TicketNumber[]
  }
  /** Next due first, those whose clocks stand last: the first 100. `counts` counts all */
  tickets: DeskTicket[]
  /** The first of the next 14 days that is not over */
  nextVisit?: {
    id: VisitId
    ticket: TicketNumber
    site?: SiteId | undefined
    status: VisitStatus
    from: Instant
    until: Instant
    /** When it may begin; absent: at `from` */
    window?: VisitWindow | undefined
    /** The way there from where they are before, as it was estimated. For staff */
    travelMinutes?: number | undefined
    /** What is to be done. For staff */
    work?: string | undefined
  } | undefined
}

export type PresenceNow = {
  at: "work" | "not-here" | "off" | "absent" | "outside-hours"
  /** When they are next at work; absent where unknown, or far away */
  back?: Instant | undefined
}

export type Workload = {
  tickets: number
  /** The sum of the weights of their open tickets, of all teams */
  points: number
  capacity: number
}

/** A ticket as it is at this instant, whether or not a timer has got to it yet */
export type DeskTicket = {
  number: TicketNumber
  title: string
  status: Status
  priority: Priority
  type: TicketType
  category: Category
  channel: Channel
  brand: Brand
  customer?: CustomerId | undefined
  /** Who asked: the person the ticket was opened by */
  requester: string
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  light: Light
  /** The nearest due instant among the clocks that run */
  dueAt?: Instant | undefined
  createdAt: Instant
  updatedAt: Instant
  version: number
  /** Those that have not ended */
  clocks: DeskClock[]
  onHoldUntil?: Instant | undefined
}

export type DeskClock = {
  clock: ClockKind
  cycle: number
  state: ClockState
  paused: boolean
  light: Light
  target?: Target | undefined
  /** While running; while paused, as if it resumed now; once ended, what it was held against */
  dueAt?: Instant | undefined
  /** When 80 % of the target is reached: planned, or when it was */
  warnsAt?: Instant | undefined
  /** Business time spent */
  elapsed: Duration
  /** What it is held against less `elapsed`; negative once overdue */
  remaining?: Duration | undefined
}

/** Ended (`met`, `missed`, `stopped`), else `breached`, `paused`, `running`, or `untargeted`: no target to be held against */
export type ClockState = "met" | "missed" | "stopped" | "breached" | "paused" | "running" | "untargeted"

export type VisitWindow = {
  from: Instant
  until: Instant
}

/** Tickets next due first: of each list those among the 100 that ask for attention first */
export type TeamDesk = {
  at: Instant
  team: TeamId
  name: string
  /** Who works in the team, fullest first */
  people: Array<{
    technician: PersonId
    name: string
    status: "available" | "busy" | "on_the_way" | "off"
    presence: PresenceNow
    workload: Workload
    /** Of their open tickets, this team’s */
    here: number
    /** Of those */
    light: {
      yellow: number
      red: number
    }
  }>
  absentToday: Array<{
    technician: PersonId
    name: string
    from: Instant
    until: Instant
  }>
  /** Now, by the team’s rotations */
  onCall: Array<{
    rotation: RotationId
    name: string
    person: PersonId
    until: Instant
  }>
  counts: {
    open: number
    unassigned: number
    atRisk: number
    breached: number
    paused: number
  }
  unassigned: DeskTicket[]
  /** A clock has passed 80 % of its target, and none 100 % */
  atRisk: DeskTicket[]
  /** A clock that has not ended has missed its target */
  breached: DeskTicket[]
}

export type Statistics = {
  at: Instant
  timeZone: TimeZone
  /** A day of the desk's own time zone */
  from: string
  /** A day of the desk's own time zone */
  to: string
  team?: TeamId | undefined
  customer?: CustomerId | undefined
  now: StatisticsNow
  period: StatisticsFigures
  /** The same of as many days before */
  previous: StatisticsFigures
  /** By how much each figure has changed, as a share of what it was: 0.25 is a quarter more. Absent where it was nothing. Of the averages, by business time */
  trends: {
    created?: number | undefined
    resolved?: number | undefined
    closed?: number | undefined
    completionRate?: number | undefined
    response?: number | undefined
    resolution?: number | undefined
  }
  days: Array<{
    /** A day of the desk's own time zone */
    day: string
    created: number
    resolved: number
    closed: number
  }>
}

/** The tickets as they are now; by priority and so on: the open ones */
export type StatisticsNow = {
  open: number
  /** Of all tickets */
  byStatus: Partial<Record<Status, number>>
  byPriority: Record<string, number>
  byCategory: Record<string, number>
  byChannel: Record<string, number>
  byType: Record<string, number>
}

/** The figures of some days; by priority and so on: those opened */
export type StatisticsFigures = {
  created: number
  /** Each ticket on the day of its last resolution, while it stays resolved */
  resolved: number
  closed: number
  /** Of the tickets opened in these days, without those cancelled: the share that is resolved or closed */
  completionRate?: number | undefined
  /** Of those first answered in these days */
  response?: {
    /** Of so many tickets */
    tickets: number
    /** As the clocks counted: without what was paused */
    business: Duration
    /** From opening */
    calendar: Duration
  } | undefined
  /** Of those resolved in these days */
  resolution?: {
    /** Of so many tickets */
    tickets: number
    /** As the clocks counted: without what was paused */
    business: Duration
    /** From opening */
    calendar: Duration
  } | undefined
  /** What customers answered on these days; absent where nobody has */
  satisfaction?: {
    /** Of so many */
    answers: number
    /** To a hundredth */
    average: number
    /** The share of 4 and 5 */
    satisfied: number
    /** How many gave each */
    scores: {
      "1": number
      "2": number
      "3": number
      "4": number
      "5": number
    }
    byCategory: Record<string, {
      /** Of so many */
      answers: number
      /** To a hundredth */
      average: number
      /** The share of 4 and 5 */
      satisfied: number
    }>
  } | undefined
  byPriority: Record<string, number>
  byCategory: Record<string, number>
  byChannel: Record<string, number>
  byType: Record<string, number>
}

export type TechnicianMetrics = {
  at: Instant
  timeZone: TimeZone
  /** A day of the desk's own time zone */
  from: string
  /** A day of the desk's own time zone */
  to: string
  open: {
    /** Now */
    tickets: number
    /** By how long ago they were opened, on the wall */
    ages: TicketAge[]
    median?: Duration | undefined
    oldest?: Duration | undefined
  }
  /** First answers of these days; absent of none */
  response?: Times | undefined
  /** Of the tickets resolved in these days, while they stay resolved; absent of none */
  resolution?: Times | undefined
  resolved: number
  /** How often one came back that they had resolved */
  reopened: number
  /** How often a ticket came into their hands */
  taken: number
  /** Absent where nobody has answered */
  satisfaction?: Satisfaction | undefined
  compliance: {
    response: Kept
    nextResponse: Kept
    resolution: Kept
  }
  /** Each day of the range */
  days: Array<{
    /** A day of the desk's own time zone */
    day: string
    /** Opened on it; of those that are theirs now */
    created: number
    resolved: number
    /** Open at its end, or now; absent of days to come */
    backlog?: number | undefined
  }>
  /** As far as they lie in the range */
  weeks: Array<{
    /** Its Monday */
    from: string
    resolved: number
  }>
  months: Array<{
    month: string
    resolved: number
  }>
  /** Openings by day of the week, Monday first, and hour from 0 to 23; in the desk’s zone */
  peakHours: number[][]
  /** Most asked for first, then those that somebody has and no ticket asked for */
  skills: Array<{
    skill: Skill
    /** Opened in these days, that ask for it; of those that are theirs now */
    tickets: number
    /** Who have it today: of the team, or they themselves */
    technicians: number
  }>
  technician: PersonId
}

export type TicketAge = {
  /** As old as this, or older */
  from: "P0D" | "P1D" | "P3D" | "P7D" | "P14D" | "P30D"
  /** Younger than the next begins */
  tickets: number
}

export type Times = {
  /** Of so many tickets */
  tickets: number
  /** As the clocks counted: without what was paused */
  business: Spread
  /** From opening */
  calendar: Spread
}

export type Spread = {
  average: Duration
  /** Of an even number: between the two in the middle */
  median: Duration
  /** The shortest of them that nine in ten do not exceed */
  p90: Duration
}

/** What customers answered on these days, as they have it now. Counted on the day of the first answer */
export type Satisfaction = {
  /** Of so many */
  answers: number
  /** To a hundredth */
  average: number
  /** The share of 4 and 5 */
  satisfied: number
  /** How many gave each */
  scores: {
    "1": number
    "2": number
    "3": number
    "4": number
    "5": number
  }
}

/** What became of the clocks that ended by an answer or a resolution */
export type Kept = {
  met: number
  missed: number
  /** Nothing was promised */
  noTarget: number
  /** Met, of what was promised; absent of nothing */
  share?: number | undefined
}

export type TeamMetrics = {
  at: Instant
  timeZone: TimeZone
  /** A day of the desk's own time zone */
  from: string
  /** A day of the desk's own time zone */
  to: string
  open: {
    /** Now */
    tickets: number
    /** By how long ago they were opened, on the wall */
    ages: TicketAge[]
    median?: Duration | undefined
    oldest?: Duration | undefined
  }
  /** First answers of these days; absent of none */
  response?: Times | undefined
  /** Of the tickets resolved in these days, while they stay resolved; absent of none */
  resolution?: Times | undefined
  resolved: number
  /** How often one came back that they had resolved */
  reopened: number
  /** How often a ticket came into their hands */
  taken: number
  /** Absent where nobody has answered */
  satisfaction?: Satisfaction | undefined
  compliance: {
    response: Kept
    nextResponse: Kept
    resolution: Kept
  }
  /** Each day of the range */
  days: Array<{
    /** A day of the desk's own time zone */
    day: string
    /** Opened on it; of those that are theirs now */
    created: number
    resolved: number
    /** Open at its end, or now; absent of days to come */
    backlog?: number | undefined
  }>
  /** As far as they lie in the range */
  weeks: Array<{
    /** Its Monday */
    from: string
    resolved: number
  }>
  months: Array<{
    month: string
    resolved: number
  }>
  /** Openings by day of the week, Monday first, and hour from 0 to 23; in the desk’s zone */
  peakHours: number[][]
  /** Most asked for first, then those that somebody has and no ticket asked for */
  skills: Array<{
    skill: Skill
    /** Opened in these days, that ask for it; of those that are theirs now */
    tickets: number
    /** Who have it today: of the team, or they themselves */
    technicians: number
  }>
  team: TeamId
  /** Everybody in the team, and who else had its tickets; most resolved first */
  workload: Array<{
    /** Absent: of nobody */
    technician?: PersonId | undefined
    name?: string | undefined
    /** Of this team’s tickets, now */
    open: number
    taken: number
    resolved: number
    /** Of what was resolved by somebody; absent of nothing */
    share?: number | undefined
  }>
}

export type Settings = {
  number?: NumberFormat | undefined
  defaultTeam?: TeamId | undefined
  /** Each with its sub-categories */
  categories?: Partial<Record<Category, Category[]>> | undefined
  /** By the name that they have on tickets */
  customFields?: Record<string, CustomField> | undefined
  reminderAfter?: Target | undefined
  secondReminderAfter?: Target | undefined
  resolveUnansweredAfter?: Target | undefined
  autoCloseAfter?: Target | undefined
  reopenWithin?: Target | undefined
  archiveAfter?: Target | undefined
  archiveCancelledAfter?: Target | undefined
  openHours?: CalendarChoice | undefined
  followUps?: FollowUpSettings | undefined
  notices?: NoticeSettings | undefined
  language?: "en" | "de" | undefined
  mailFrom?: string | undefined
  mailName?: string | undefined
  signature?: string | undefined
  timeZone?: TimeZone | undefined
  phoneRegion?: string | undefined
  mail?: MailSettings | undefined
  assignment?: AssignmentSettings | undefined
  partnerCallsPerMinute?: number | undefined
  brands?: Partial<Record<Brand, BrandSettings>> | undefined
  version?: number | undefined
  createdAt?: Instant | undefined
  updatedAt?: Instant | undefined
}

export type NumberFormat = {
  prefix: string
  /** So many digits at least */
  width: number
  /** `TKT000123` without, `CWS-2024-001` with the year */
  year: boolean
}

export type CustomField = {
  label: string
  type: "text" | "number" | "date" | "choice"
  /** Of a `choice` */
  choices?: string[] | undefined
  /** Whether who opens a ticket must give it, if they may set it; nobody may empty it then */
  required: boolean
  /** What customers and partners may do with it: for `nothing` it does not exist */
  customers: "nothing" | "see" | "set"
}

export type FollowUpSettings = {
  /** Whether a ticket that comes from nobody's into somebody's hands gets one by itself */
  onAssignment: boolean
  after: {
    urgent: Target
    high: Target
    medium: Target
    low: Target
  }
}

export type NoticeSettings = {
  /** To the customer: their ticket was opened */
  opened: boolean
  /** To the customer: somebody has their ticket */
  assigned: boolean
  /** To the customer: it has another status */
  moved: boolean
  /** To the customer: it waits for their answer */
  reminded: boolean
  /** To the customer: staff have answered */
  answered: boolean
  /** To the customer: it is resolved; do they agree? */
  resolved: boolean
  /** To watchers: an answer, or another status */
  watched: boolean
  /** To staff: a ticket has come to them, not by their own hand */
  handedOver: boolean
  /** To staff: somebody has named them */
  mentioned: boolean
  /** To staff: a follow-up of theirs is due */
  followUpDue: boolean
  /** To the customer: a visit was planned */
  visitBooked: boolean
  /** To the customer: a visit was moved; of one that they had confirmed they are told in any case */
  visitMoved: boolean
  /** To the customer: a visit was cancelled; of one that they had confirmed they are told in any case */
  visitCancelled: boolean
  /** To the customer: a visit is near */
  visitReminded: boolean
}

export type MailSettings = {
  /** What a new ticket is, by the address that was written to */
  addresses: Record<string, MailAddress>
  /** Whether an answer of staff from their mail program is their public answer */
  staffReplies: boolean
  /** Whether `#resolve` and the like in the first lines of such an answer are obeyed */
  commands: boolean
  /** What becomes of somebody who answers in a thread that they have no part in */
  strangers: "new-ticket" | "join"
  /** Of staff who have none of their own; in the desk's zone */
  quietHours?: QuietHours | undefined
  survey: {
    /** Whether customers are asked how it was */
    ask: boolean
    /** So long after closing, calendar time; at once where absent */
    after?: Target | undefined
  }
  /** For so many days a link in a mail opens what it is about */
  linkDays: number
}

export type MailAddress = {
  team?: TeamId | undefined
  brand?: Brand | undefined
  category?: Category | undefined
  priority?: Priority | undefined
  tags?: string[] | undefined
}

export type AssignmentSettings = {
  /** How much of a person’s capacity a ticket takes, by its priority */
  weights: {
    urgent: number
    high: number
    medium: number
    low: number
  }
  /** What tickets ask of those who get them */
  needs: SkillNeed[]
  /** How much each term counts in a score; 0: not at all */
  score: {
    skill: number
    load: number
    availability: number
    distance: number
    language: number
    preference: number
    fairness: number
  }
  /** So long a ticket waits for the technician its customer prefers, where they are at work by then; calendar time. The customer’s own goes before */
  preferredWait: Target
  /** How fast somebody gets along, as the crow flies */
  speedKmh: number
  /** So long before its beginning a customer may move or cancel a visit; calendar time */
  visitNotice: Target
  /** So long before a visit the customer is reminded; calendar time */
  visitReminder: Target
  /** Whom a customer calls who is too late to move a visit by themselves */
  visitContact?: string | undefined
  /** What visits are offered for */
  services: Service[]
  /** Offered visits begin at multiples of it */
  slotMinutes: number
}

export type SkillNeed = {
  when: {
    category?: Category[] | undefined
    subCategory?: Category[] | undefined
    type?: TicketType[] | undefined
    tags?: string[] | undefined
    product?: ProductId[] | undefined
    /** The product's model */
    model?: string[] | undefined
  }
  skill?: Skill | undefined
  level: SkillLevel
  certification?: Skill | undefined
}

export type Service = {
  code: ServiceCode
  name: string
  skill?: Skill | undefined
  level: SkillLevel
  certification?: Skill | undefined
  durationMinutes: number
}

/** A brand: what it does not say is as with the desk */
export type BrandSettings = {
  name: string
  number?: NumberFormat | undefined
  defaultTeam?: TeamId | undefined
  /** Each with its sub-categories */
  categories?: Partial<Record<Category, Category[]>> | undefined
  /** By the name that they have on tickets */
  customFields?: Record<string, CustomField> | undefined
  reminderAfter?: Target | undefined
  secondReminderAfter?: Target | undefined
  resolveUnansweredAfter?: Target | undefined
  autoCloseAfter?: Target | undefined
  reopenWithin?: Target | undefined
  archiveAfter?: Target | undefined
  archiveCancelledAfter?: Target | undefined
  openHours?: CalendarChoice | undefined
  followUps?: FollowUpSettings | undefined
  notices?: NoticeSettings | undefined
  language?: "en" | "de" | undefined
  mailFrom?: string | undefined
  mailName?: string | undefined
  signature?: string | undefined
}

export type TriageRuleList = {
  items: TriageRule[]
}

/** A rule that chooses priority, category and tags where nobody has */
export type TriageRule = {
  name: string
  /** The lowest is asked first; the first that holds chooses, tags add up */
  position: number
  enabled: boolean
  conditions: TriageConditions
  gives: TriageChoice
  id: TriageRuleId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type TriageRuleId = string

export type TriageOutcome = {
  priority?: Priority | undefined
  category?: Category | undefined
  subCategory?: Category | undefined
  tags: string[]
  /** The rules that hold, in their order */
  because: Array<{
    /** Absent for the rule that was sent along */
    rule?: TriageRuleId | undefined
    name: string
    /** What it chose; nothing where rules before it had chosen */
    gave: Array<"priority" | "category" | "subCategory" | "tags">
    explanation: string
  }>
}

export type AssignmentRuleList = {
  items: AssignmentRule[]
}

/** A rule that gives new tickets to people */
export type AssignmentRule = {
  name: string
  /** The lowest is asked first; among equals the oldest */
  position: number
  enabled: boolean
  from?: Instant | undefined
  until?: Instant | undefined
  conditions: AssignmentConditions
  target: AssignmentTargetOutput
  /** When nobody fits now: the next rule is asked; or it waits in the queue of the team until somebody does; or the supervisor gets it */
  otherwise: "next-rule" | "queue" | "escalate"
  id: AssignmentRuleId
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type AssignmentRuleId = string

export type RoutingOutcome = {
  outcome: "assigned" | "queued" | "escalated" | "waits" | "nobody"
  technician?: PersonId | undefined
  team?: TeamId | undefined
  rule?: AssignmentRuleId | undefined
  by?: AssignmentStrategy | "person" | "on-call" | "preferred" | undefined
  /** The whole in sentences */
  says: string[]
  steps: AssignmentStep[]
  /** Of the rule that decided: best first; at most 50 */
  candidates: AssignmentCandidate[]
  /** When it is tried again at the latest */
  again?: Instant | undefined
}

export type AssignmentStep = {
  /** Absent of one that is not saved yet */
  rule?: AssignmentRuleId | undefined
  name: string
  result: "off" | "not-yet" | "over" | "no-match" | "nobody-fits" | "waits" | "queue" | "escalated" | "assigned"
  says: string
}

export type AssignmentCandidate = {
  technician: PersonId
  name: string
  fits: boolean
  /** Of those who fit: the sum of the points */
  score?: number | undefined
  terms?: Array<{
    term: "skill" | "load" | "availability" | "distance" | "language" | "preference" | "fairness"
    value: number
    weight: number
    points: number
    says: string
  }> | undefined
  /** Why they do not fit */
  out?: AssignmentWarning[] | undefined
  workload: {
    tickets: number
    points: number
    capacity: number
  }
  distanceKm?: number | undefined
  travelMinutes?: number | undefined
  /** When they are next at work, where they are not now */
  freeAt?: Instant | undefined
}

export type CandidateList = {
  ticket: TicketNumber
  at: Instant
  /** Those who fit first, the best before others */
  items: AssignmentCandidate[]
}

export type AssignmentExplained = {
  ticket: TicketNumber
  /** When this was asked */
  at: Instant
  /** `waits`: the rules find somebody as soon as somebody fits; `queue`: it is left to people to take or give it */
  state: "assigned" | "waits" | "queue" | "ended"
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  /** Since when it is so */
  since: Instant
  /** The whole in sentences */
  says: string[]
  /** What the rules said when they placed it; of a ticket without an assignee, what they say now */
  outcome?: RoutingOutcome | undefined
  /** When the rules were last asked for it in vain */
  triedAt?: Instant | undefined
}

export type CalendarList = {
  items: Calendar[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type Calendar = {
  id: CalendarId
  name: string
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays: Holiday[]
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type Openings = {
  timeZone: string
  /** Whether it is open at the instant that was asked for */
  openAt: boolean
  items: Opening[]
}

export type Opening = {
  from: Instant
  /** Absent: it does not close within the years that were looked at */
  to?: Instant | undefined
  /** The same on the wall of the calendar’s zone */
  local: {
    from: string
    to?: string | undefined
  }
  /** Those that have a say: with hours of their own that this opening follows (`open`), or closed since the opening before */
  holidays?: Array<{
    date: string
    name?: string | undefined
    open: boolean
  }> | undefined
}

export type HolidayCountryList = {
  items: HolidayCountry[]
}

export type HolidayCountry = {
  country: string
  name: string
  regions?: Array<{
    region: string
    name: string
  }> | undefined
}

export type ReadableCalendar = {
  id: string
  name: string
  timeZone: TimeZone
  weekly: Partial<Record<"mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun", OpenInterval[]>>
  /** Each replaces the weekly hours of its date */
  holidays: Holiday[]
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type HolidayImportDone = {
  dryRun: boolean
  years: Years
  added: Holiday[]
  /** Dates that were there, closed, under another name */
  changed: Array<{
    date: string
    name?: string | undefined
    /** Left out or empty: closed */
    hours?: OpenInterval[] | undefined
    /** How it was called */
    was?: string | undefined
  }>
  /** The first 100 */
  skipped: SkippedHoliday[]
  skippedCount: number
  /** As it is now; after a dry run, as it still is */
  calendar: Calendar
}

export type SkippedHoliday = {
  date?: string | undefined
  name?: string | undefined
  reason: "there-already" | "own-hours" | "same-date" | "outside-years" | "has-times" | "part-of-day" | "cancelled" | "rule-unknown" | "no-date"
  because: string
}

export type OnCallList = {
  items: OnCall[]
}

/** Who is on call at an instant, and who takes over */
export type OnCall = {
  rotation: RotationId
  name: string
  team?: TeamId | undefined
  now: OnCallDuty
  next: OnCallDuty
}

export type OnCallDuty = {
  person: PersonId
  from: Instant
  until: Instant
  override?: OverrideId | undefined
}

/** Who is on call, week by week */
export type Rotation = {
  name: string
  /** Whose rotation it is */
  team?: TeamId | undefined
  timeZone: TimeZone
  /** When the next one takes over, each week, on the wall of the zone */
  handOver: {
    day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun"
    at: string
  }
  /** In their order, a week each; somebody may stand in it more than once */
  members: PersonId[]
  /** The day of the hand-over to the first of them */
  startsOn: string
  id: RotationId
  overrides: OnCallOverride[]
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type OnCallDutyList = {
  items: OnCallDuty[]
}

export type PlannedShifts = {
  items: Shift[]
}

export type Shift = {
  id: ShiftId
  technician: PersonId
  from: Instant
  until: Instant
  name?: string | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type ShiftId = string

export type ShiftList = {
  items: Shift[]
}

export type WorkingCalendar = {
  technician: PersonId
  /** Whose dates their shifts belong to */
  timeZone: TimeZone
  from: Instant
  until: Instant
  /** Their shifts and hours, without their absences */
  working: TimeStretch[]
  absences: Array<{
    from: Instant
    until: Instant
    /** For themselves and their supervisors, as `kind` and `note` */
    id?: AbsenceId | undefined
    kind?: "vacation" | "sick" | "training" | "other" | undefined
    note?: string | undefined
  }>
  shifts: Array<{
    id: ShiftId
    from: Instant
    until: Instant
    name?: string | undefined
  }>
  onCall: Array<{
    person: PersonId
    from: Instant
    until: Instant
    override?: OverrideId | undefined
    rotation: RotationId
    name: string
  }>
  /** For themselves, and for all but technicians; to a colleague they are `busy` */
  visits?: Array<{
    id: VisitId
    ticket: TicketNumber
    from: Instant
    until: Instant
    /** Of the way to it, before `from` */
    travelMinutes: number
    status: VisitStatus
    work?: string | undefined
  }> | undefined
  /** Visits with the way to them */
  busy: TimeStretch[]
  /** Working time that nothing takes, of 15 minutes at least */
  free: TimeStretch[]
}

export type TimeStretch = {
  from: Instant
  until: Instant
}

export type CalendarFeed = {
  /** Where it is read, at the host of this API; told this once, and never again */
  path: string
  createdAt: Instant
}

export type SlaPolicyList = {
  items: SlaPolicy[]
}

export type SlaPolicy = {
  name: string
  /** Left out: for every ticket that comes to it */
  conditions: PolicyConditions
  /** The statuses in which the clocks are paused */
  pauseOn: Array<"pending_customer" | "pending_parts">
  /** When its time counts */
  calendar: CalendarChoice
  /** What is done at which share of a target; left out: what the desk came with (docs/sla.md) */
  escalation?: EscalationRule[] | undefined
  id: PolicyId
  version: number
  targets: Partial<Record<Priority, Targets>>
  createdAt: Instant
  updatedAt: Instant
  /** The lowest is asked first; among equals the newest */
  position: number
}

export type SlaPreview = {
  /** The instant that the figures are true for */
  at: Instant
  status: Status
  priority: Priority
  clocks: Clock[]
  /** The first open instant at or after `start` */
  nextOpening?: Instant | undefined
}

export type Clock = {
  clock: ClockKind
  cycle: number
  state: ClockState
  paused: boolean
  light: Light
  target?: Target | undefined
  /** The target in business time: whole days converted */
  promised?: Duration | undefined
  /** What it was held against when it was missed, where its target is another since */
  missedPromise?: Duration | undefined
  /** Where the target comes from: what this version of a policy says for this priority */
  from?: {
    policy: PolicyId
    version: number
    /** The policy's. For staff */
    name?: string | undefined
    priority: Priority
  } | undefined
  startedAt: Instant
  /** While running; while paused, as if it resumed now; once ended, what it was held against */
  dueAt?: Instant | undefined
  /** When 80 % of the target is reached: planned, or when it was */
  warnsAt?: Instant | undefined
  /** Business time spent */
  elapsed: Duration
  /** What it is held against less `elapsed`; negative once overdue */
  remaining?: Duration | undefined
  /** The same, every hour counted */
  calendarTime: {
    /** From its start to its end, or to this instant */
    elapsed: Duration
    /** From there to `dueAt`; negative once overdue */
    remaining?: Duration | undefined
  }
  endedAt?: Instant | undefined
  missedBy?: Duration | undefined
  /** The highest milestone that has fired */
  firedPercent: number
  pauses: PauseOutput[]
  /** Lowest first */
  milestones: ClockMilestone[]
  /** Its whole life, without gaps: what counted of them is `elapsed`, exactly */
  spans: Span[]
}

/** `open`: it counted. By the calendar it did not: `closed`, `holiday`. Whatever the calendar says: `waiting-for-customer`, `waiting-for-parts`, `on-hold`, `resolved`, `ticket-closed`, `cancelled`. One span for many, with their sum: `folded` (older than the newest 1,000), `not-kept` (older than what a ticket remembers) */
export type SpanReason = {
  code: "open" | "closed"
} | {
  code: "holiday"
  date: string
  name?: string | undefined
} | {
  code: "waiting-for-customer" | "waiting-for-parts" | "resolved" | "ticket-closed" | "cancelled"
} | {
  code: "on-hold"
  until: Instant
} | {
  code: "folded" | "not-kept"
}

export type ClockMilestone = {
  percent: number
  /** When it was reached; while it was not, when it will be: of a paused clock as if it resumed now, of an ended one when it would have been */
  at: Instant
  firedAt?: Instant | undefined
  /** From `at` to `firedAt` */
  lateness?: Duration | undefined
  /** A higher one fired in its place */
  skipped?: true | undefined
}

/** A stretch of a clock's life in which one thing held, `[from, to)` */
export type Span = {
  from: Instant
  to: Instant
  /** The ticket's; absent where a span stands for many */
  status?: Status | undefined
  /** Where a span stands for many: whether anything of it counted */
  counts: boolean
  reason: SpanReason
  /** What it was judged by; absent: always open */
  calendar?: CalendarVersion | undefined
  /** The clock's business time at its end: the running sum */
  elapsed: Duration
}

export type SlaTracking = {
  ticket: TicketNumber
  /** The instant that the figures are true for */
  at: Instant
  policy: {
    id: PolicyId
    version: number
  }
  /** What time is counted by now; absent: always open */
  calendar?: {
    id: CalendarId
    version: number
    /** For staff */
    name?: string | undefined
    timeZone: TimeZone
  } | undefined
  clocks: Clock[]
  /** Of the next responses that were owed before: the last 20, oldest first */
  earlier?: EarlierCycle[] | undefined
}

export type EarlierCycle = {
  clock: ClockKind
  cycle: number
  state: "met" | "missed" | "stopped"
  target?: Target | undefined
  startedAt: Instant
  dueAt?: Instant | undefined
  endedAt: Instant
  elapsed: Duration
  missedBy?: Duration | undefined
}

export type AtRiskPage = {
  items: AtRisk[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type AtRisk = {
  number: TicketNumber
  title: string
  status: Status
  priority: Priority
  type: TicketType
  category: Category
  channel: Channel
  brand: Brand
  customer?: CustomerId | undefined
  /** Who asked: the person the ticket was opened by */
  requester: string
  assignee?: PersonId | undefined
  team?: TeamId | undefined
  light: Light
  /** The nearest due instant among the clocks that run */
  dueAt?: Instant | undefined
  createdAt: Instant
  updatedAt: Instant
  version: number
  /** The clock that is due at `dueAt`; while the ticket rests, the one that has come furthest */
  clock?: ClockKind | undefined
  /** Its clocks stand: such tickets come last */
  paused: boolean
  onHoldUntil?: Instant | undefined
}

export type BreachPage = {
  items: Breach[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A clock that ended after its due instant */
export type Breach = {
  id: BreachId
  ticket: TicketNumber
  clock: ClockKind
  cycle: number
  /** Higher with each end of this cycle: reports count the last */
  revision: number
  policy: {
    id: PolicyId
    version: number
  }
  /** Absent: always open */
  calendar?: CalendarVersion | undefined
  priority: Priority
  category: Category
  type: TicketType
  channel: Channel
  brand: Brand
  customer?: CustomerId | undefined
  team?: TeamId | undefined
  /** Who had the ticket when the clock ended */
  assignee?: PersonId | undefined
  /** As the policy said it in the end */
  target?: Target | undefined
  /** The business time that it was held against */
  promised: Duration
  startedAt: Instant
  dueAt: Instant
  endedAt: Instant
  /** Business time spent */
  elapsed: Duration
  /** In business time */
  missedBy: Duration
  /** While the clock ran: how many, and how long on the wall */
  pauses: {
    count: number
    total: Duration
  }
  escalationLevel: number
  /** As a person has said; it survives a later end of the same clock */
  cause?: BreachCause | undefined
}

export type BreachCause = {
  code: CauseCode
  note?: string | undefined
  by: Actor
  at: Instant
}

export type SlotList = {
  items: Slot[]
}

export type Slot = {
  from: Instant
  until: Instant
  /** For staff */
  technician?: PersonId | undefined
  /** For staff */
  technicianName?: string | undefined
  /** The way there. For staff */
  travelMinutes?: number | undefined
}

export type VisitPage = {
  items: Visit[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** A work order with its appointment: somebody goes to a place of the customer */
export type Visit = {
  id: VisitId
  ticket: TicketNumber
  /** For staff */
  technician?: PersonId | undefined
  /** Who comes */
  technicianName?: string | undefined
  site?: SiteId | undefined
  service?: ServiceCode | undefined
  status: VisitStatus
  from: Instant
  until: Instant
  durationMinutes: number
  /** When it may begin; absent: at `from` */
  window?: VisitWindow | undefined
  /** The way there from where they are before, as it was estimated. For staff */
  travelMinutes?: number | undefined
  /** When the customer confirmed it */
  confirmedAt?: Instant | undefined
  /** When the customer was reminded of it */
  remindedAt?: Instant | undefined
  onTheWayAt?: Instant | undefined
  arrivedAt?: Instant | undefined
  /** When it was done, missed or cancelled */
  endedAt?: Instant | undefined
  /** What is to be done. For staff */
  work?: string | undefined
  /** What was done, or why not. For staff */
  note?: string | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
}

/** A technician's visits of a day, in order, with the ways between them */
export type DayPlan = {
  technician: PersonId
  name: string
  date: string
  /** Theirs: the date is one of it */
  timeZone: TimeZone
  /** When they work */
  hours: Array<{
    from: Instant
    until: Instant
  }>
  homeBase?: {
    coordinates: Coordinates
    address?: Address | undefined
  } | undefined
  travelBy: TravelBy
  /** In order; those that were cancelled or missed are left out */
  visits: DayVisit[]
  /** From the last one home */
  back?: Travel | undefined
  totals: DayTotals
  missed?: VisitId[] | undefined
}

export type TravelBy = {
  by: "straight-line" | "routing-service"
  /** Of `straight-line`: the setting `assignment.speedKmh` */
  speedKmh?: number | undefined
  /** Why it is `straight-line`, where there is a routing service */
  because?: string | undefined
}

export type DayVisit = {
  visit: VisitId
  ticket: TicketNumber
  /** The ticket's */
  title?: string | undefined
  customer?: CustomerId | undefined
  customerName?: string | undefined
  site?: SiteId | undefined
  siteName?: string | undefined
  address?: Address | undefined
  accessNotes?: string | undefined
  coordinates?: Coordinates | undefined
  map?: MapLinks | undefined
  status: VisitStatus
  from: Instant
  until: Instant
  window?: {
    from: Instant
    until: Instant
  } | undefined
  confirmedAt?: Instant | undefined
  work?: string | undefined
  /** From where they are before: home for the first. Absent: it is not known where one of the two is */
  travel?: Travel | undefined
  /** When to leave for it at the latest; at once, where that has gone by */
  leaveAt: Instant
  /** Free between the visit before and leaving for this one */
  gapMinutes?: number | undefined
  /** So much too late they come, from the visit before */
  lateMinutes?: number | undefined
  /** It does not lie in their working time */
  outsideHours?: true | undefined
}

export type MapLinks = {
  /** Opens in the maps of a phone (RFC 5870) */
  geo: string
  /** The way there from where they are before, on OpenStreetMap */
  directions?: string | undefined
}

export type Travel = {
  km: number
  minutes: number
}

export type DayTotals = {
  visits: number
  /** With customers */
  workMinutes: number
  /** From home to home */
  travelMinutes: number
  km: number
  gapMinutes: number
  /** In all, by which they come too late */
  lateMinutes: number
}

export type DayOrder = {
  technician: PersonId
  date: string
  applied: boolean
  /** Whether no order is better; else it is a good one (docs/visits.md has how good) */
  exact: boolean
  /** As it was booked */
  booked: DayTotals
  /** In the order that is proposed; the same where none is better */
  better: DayTotals
  /** By the proposed order */
  saves: {
    travelMinutes: number
    km: number
    lateMinutes: number
  }
  /** What has to be moved for it, from when to when; nothing, where none is better */
  moves: Array<{
    visit: VisitId
    from: Instant
    to: Instant
    confirmed: boolean
  }>
  /** What stays when it is: `no-time`: the day has no other time for it */
  kept: Array<{
    visit: VisitId
    because: "confirmed" | "begun" | "no-time"
  }>
  /** Which cannot be reached in time, by how much, in any order that was found */
  late: Array<{
    visit: VisitId
    minutes: number
  }>
  /** The day in the proposed order */
  plan: DayPlan
}

/** A link to the page of a ticket: who has it acts there as its requester */
export type TrackLink = {
  url: string
  expiresAt: Instant
}

/** How somebody found what was done for them */
export type Survey = {
  ticket: TicketNumber
  /** Who answered */
  person: PersonId
  score: Score
  comment?: string | undefined
  /** With whom the ticket was when it was closed */
  technician?: PersonId | undefined
  team?: TeamId | undefined
  category: Category
  customer?: CustomerId | undefined
  /** When they answered first */
  answeredAt: Instant
  /** When they changed it last */
  changedAt?: Instant | undefined
  /** Counts up with each change */
  version: number
}

/** 1 is bad, 5 is very good */
export type Score = 1 | 2 | 3 | 4 | 5

export type SurveyPage = {
  items: Survey[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type PartnerClientList = {
  items: PartnerClient[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type PartnerClient = {
  id: PartnerClientId
  /** What it is called among admins */
  name: string
  /** What it may do. What is taken away holds no longer at once, also for tokens given before */
  scopes: PartnerScope[]
  /** How many calls it may make in a minute; as the settings say where left out */
  callsPerMinute?: number | undefined
  /** Whom to tell of its subscriptions */
  email?: string | undefined
  /** Whose tickets it sees. For good */
  customer: CustomerId
  /** Who acts by it, in tickets and their history */
  person: PersonId
  /** The newest last; two hold while one takes the place of the other */
  keys: PartnerKey[]
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type PartnerClientId = string

export type PartnerKey = {
  /** The client id */
  id: string
  createdAt: Instant
  /** Where another has taken its place: it holds until then */
  until?: Instant | undefined
}

export type PartnerClientKeyed = {
  id: PartnerClientId
  /** What it is called among admins */
  name: string
  /** What it may do. What is taken away holds no longer at once, also for tokens given before */
  scopes: PartnerScope[]
  /** How many calls it may make in a minute; as the settings say where left out */
  callsPerMinute?: number | undefined
  /** Whom to tell of its subscriptions */
  email?: string | undefined
  /** Whose tickets it sees. For good */
  customer: CustomerId
  /** Who acts by it, in tickets and their history */
  person: PersonId
  /** The newest last; two hold while one takes the place of the other */
  keys: PartnerKey[]
  version: number
  createdAt: Instant
  updatedAt: Instant
  /** The id of the new key */
  clientId: string
  /** Told here, and nowhere else: keep it */
  clientSecret: string
}

export type PartnerUsage = {
  client: PartnerClientId
  /** What holds for it now */
  callsPerMinute: number
  lastUsedAt?: Instant | undefined
  /** The newest first; days without a call are left out */
  days: Array<{
    date: string
    calls: number
    /** Beyond its limit, and not carried out */
    refused: number
    /** The calls by the parts of the API */
    byGroup: Record<string, number>
  }>
}

export type SubscriptionPage = {
  items: Subscription[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** Events that go out to a partner, and where */
export type Subscription = {
  name: string
  target: SubscriptionTarget
  /** Event types; `*` alone: all that a partner may see */
  types: string[]
  filter: SubscriptionFilter
  /** `by-ticket`: an event waits until those before it of its ticket have arrived. For webhooks */
  ordering: "none" | "by-ticket"
  /** How an event is written: as the desk writes it, or as a CloudEvent 1.0 */
  form: "envelope" | "cloudevents"
  id: SubscriptionId
  /** Whose it is: a partner. Events go out as far as they may see */
  owner: PersonId
  /** Whether events say who a person is; an admin grants it with the approval */
  personalData: boolean
  state: "pending" | "active" | "paused" | "disabled" | "rejected"
  /** Why it is paused, disabled or rejected */
  because?: string | undefined
  /** Who has stopped it; what an admin has paused only an admin resumes */
  pausedBy?: "owner" | "admin" | "desk" | undefined
  /** The version in which it was approved last; absent while it is not */
  approval?: number | undefined
  /** Since when events go out, without a break */
  activeSince?: Instant | undefined
  /** Since when what happens goes out, or is held while it is paused, without a break */
  hearsSince?: Instant | undefined
  /** Of a bus or a queue: since when events reach it as approved */
  deployedAt?: Instant | undefined
  /** Of a bus or a queue: what keeps events from reaching it */
  undeployed?: string | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
}

export type SubscriptionId = string

export type MadeSubscription = {
  name: string
  target: SubscriptionTarget
  /** Event types; `*` alone: all that a partner may see */
  types: string[]
  filter: SubscriptionFilter
  /** `by-ticket`: an event waits until those before it of its ticket have arrived. For webhooks */
  ordering: "none" | "by-ticket"
  /** How an event is written: as the desk writes it, or as a CloudEvent 1.0 */
  form: "envelope" | "cloudevents"
  id: SubscriptionId
  /** Whose it is: a partner. Events go out as far as they may see */
  owner: PersonId
  /** Whether events say who a person is; an admin grants it with the approval */
  personalData: boolean
  state: "pending" | "active" | "paused" | "disabled" | "rejected"
  /** Why it is paused, disabled or rejected */
  because?: string | undefined
  /** Who has stopped it; what an admin has paused only an admin resumes */
  pausedBy?: "owner" | "admin" | "desk" | undefined
  /** The version in which it was approved last; absent while it is not */
  approval?: number | undefined
  /** Since when events go out, without a break */
  activeSince?: Instant | undefined
  /** Since when what happens goes out, or is held while it is paused, without a break */
  hearsSince?: Instant | undefined
  /** Of a bus or a queue: since when events reach it as approved */
  deployedAt?: Instant | undefined
  /** Of a bus or a queue: what keeps events from reaching it */
  undeployed?: string | undefined
  version: number
  createdAt: Instant
  updatedAt: Instant
  /** Of a webhook: what it is signed with. Told this once */
  secret?: string | undefined
}

export type DeliveryPage = {
  items: Delivery[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

/** One event on its way to one webhook; kept for 30 days */
export type Delivery = {
  /** Also the `webhook-id`: the same with every try */
  id: DeliveryId
  subscription: SubscriptionId
  event: {
    id: string
    type: string
    occurredAt: Instant
    ticket?: string | undefined
  }
  /** Which replay it is of; absent: it is the first time */
  replay?: ReplayId | undefined
  state: "pending" | "held" | "delivered" | "failed"
  /** Since it was given out, or redelivered */
  tries: number
  createdAt: Instant
  /** Not before; absent once it is settled, and while it is held */
  nextTryAt?: Instant | undefined
  /** When it was delivered, or given up */
  settledAt?: Instant | undefined
  /** Why it was given up without a try: the approval that it was made under has ended, so that it may have more in it than is granted now; or its owner is no partner any more */
  because?: "approval-ended" | "owner-gone" | undefined
  /** Of a subscription that is ordered by ticket: which delivery of the same ticket goes before */
  waitsFor?: DeliveryId | undefined
}

export type ReplayId = string

export type DeliveryInFull = {
  /** Also the `webhook-id`: the same with every try */
  id: DeliveryId
  subscription: SubscriptionId
  event: {
    id: string
    type: string
    occurredAt: Instant
    ticket?: string | undefined
  }
  /** Which replay it is of; absent: it is the first time */
  replay?: ReplayId | undefined
  state: "pending" | "held" | "delivered" | "failed"
  /** Since it was given out, or redelivered */
  tries: number
  createdAt: Instant
  /** Not before; absent once it is settled, and while it is held */
  nextTryAt?: Instant | undefined
  /** When it was delivered, or given up */
  settledAt?: Instant | undefined
  /** Why it was given up without a try: the approval that it was made under has ended, so that it may have more in it than is granted now; or its owner is no partner any more */
  because?: "approval-ended" | "owner-gone" | undefined
  /** Of a subscription that is ordered by ticket: which delivery of the same ticket goes before */
  waitsFor?: DeliveryId | undefined
  /** What is sent, with every try; absent once the approval that it was made under has ended */
  request?: {
    contentType: string
    body: string
  } | undefined
  /** The last dozen tries, oldest first */
  log: DeliveryTry[]
}

export type DeliveryTry = {
  at: Instant
  tookMs: number
  /** Where to, without what stands after a question mark */
  to: string
  /** Of the answer, where there was one */
  status?: number | undefined
  /** The `Content-Type` of the answer */
  type?: string | undefined
  /** The first kilobyte of the answer */
  words?: string | undefined
  /** Why there was no answer */
  error?: "refused-address" | "unreachable" | "timed-out" | "tls" | "broken-off" | undefined
}

/** Events that go out once more; kept for 30 days */
export type Replay = {
  id: ReplayId
  subscription: SubscriptionId
  of: "history" | "deliveries"
  from?: Instant | undefined
  to: Instant
  types?: string[] | undefined
  states?: Array<"failed" | "delivered"> | undefined
  state: "running" | "done" | "stopped"
  /** Tickets, or deliveries, that were looked at so far */
  looked: number
  /** Events that were given out so far */
  given: number
  createdAt: Instant
  endedAt?: Instant | undefined
}

export type WebhookSecret = {
  /** Told this once */
  secret: string
  /** Until when the secret before signs, too */
  previousHoldsUntil?: Instant | undefined
}

export type ReplayPage = {
  items: Replay[]
  /** Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none */
  next?: string | undefined
}

export type ReplyOutput = {
  /** Placeholders are filled in when it is used: `{{customer.name}}` the name of whoever asked; `{{customer.company}}` the name of their company; `{{ticket.number}}` the ticket's number; `{{ticket.title}}` the ticket's title; `{{ticket.status}}` the ticket's status, before the macro's own changes; `{{ticket.priority}}` the ticket's priority; `{{agent.name}}` the name of whoever uses it; `{{team.name}}` the name of the ticket's team. `{{customer.name|there}}` says what stands there where nothing is known */
  body: string
  format: BodyFormat
  internal: boolean
}

export type MacroActionOutput = {
  do: "assign"
  technician?: PersonId | undefined
  team?: TeamId | undefined
  /** How somebody is looked for, where nobody is named; `rules`: by the assignment rules */
  strategy?: "rules" | "round-robin" | "least-loaded" | "best-skilled" | "nearest" | "best-match" | undefined
  reason?: string | undefined
  /** Also to somebody whom something keeps from it: with a reason, which is recorded */
  force?: boolean | undefined
} | {
  do: "unassign" | "reopen" | "cancel"
  reason: string
} | {
  do: "start" | "resume" | "close"
  reason?: string | undefined
} | {
  do: "pause"
  status: "pending_customer" | "pending_parts"
  reason: string
} | {
  do: "resolve"
  resolution: string
} | {
  do: "set-priority"
  priority: Priority
} | {
  do: "tag"
  add: string[]
  remove: string[]
} | {
  do: "take"
}

export type NotificationWishesOutput = {
  /** Their request was received */
  opened: "now" | "off"
  /** A ticket has come to them; to customers: somebody has theirs */
  assigned: "now" | "digest" | "off"
  /** A ticket that they watch, or theirs, has another status */
  moved: "now" | "digest" | "off"
  /** A public comment */
  answered: "now" | "digest" | "off"
  /** Theirs is resolved: do they agree? */
  resolved: "now" | "off"
  /** Theirs waits for their answer */
  reminded: "now" | "off"
  /** Theirs takes longer than it should */
  late: "now" | "digest" | "off"
  /** A visit to them was planned, moved, cancelled, or is near */
  visits: "now" | "off"
  /** How was it? */
  survey: "now" | "off"
  /** Somebody has named them */
  mentioned: "now" | "digest" | "off"
  /** A follow-up of theirs is due */
  followUpDue: "now" | "digest" | "off"
  /** The time of a promise runs out */
  warned: "now" | "digest" | "off"
  /** A promise was not kept; breaks through quiet hours */
  breached: "now" | "digest"
  /** A ticket was escalated to them; breaks through quiet hours */
  escalated: "now" | "digest"
  /** A mail of one of their tickets came back, or was called unwanted */
  mail: "now" | "digest" | "off"
  /** A customer was not content */
  poorScore: "now" | "digest" | "off"
  /** Of staff: every morning, the open tickets of theirs that are at risk */
  atRisk: "digest" | "off"
}

export type AssignmentTargetOutput = {
  person: PersonId
} | {
  team: TeamId
  by: AssignmentStrategy
  /** They must have it, whatever else the ticket needs */
  skill?: {
    skill: Skill
    level: SkillLevel
  } | undefined
} | {
  /** Of all teams */
  anybody: AssignmentStrategy
  skill?: {
    skill: Skill
    level: SkillLevel
  } | undefined
} | {
  onCall: RotationId
} | {
  /** It waits in their queue for somebody to take it */
  queue: TeamId
}

/** When the clock stood, by the status of its ticket or a hold */
export type PauseOutput = {
  from: Instant
  /** Absent: it goes on */
  to?: Instant | undefined
  reason: SpanReason
}
