// Generated from the OpenAPI document by `npm run generate`: change that, not this.
import type {
  NewTicket,
  Priority,
  TicketType,
  Category,
  Channel,
  CustomerId,
  Brand,
  Language,
  SiteId,
  Status,
  Light,
  TeamId,
  PersonId,
  Instant,
  TicketReplacement,
  TicketPatch,
  CustomerChange,
  Assignment,
  GivenEscalation,
  Pause,
  Hold,
  GivenInstant,
  Resolution,
  NewFollowUp,
  FollowUpId,
  Merge,
  CommentId,
  Split,
  NewLink,
  Parent,
  NewComment,
  CommentChange,
  Redaction,
  NewCall,
  NewTimeEntry,
  PresenceBeat,
  NewMacro,
  MacroPatch,
  MacroUse,
  NewAttachment,
  Tier,
  NewCustomer,
  PolicyId,
  CustomerPatch,
  NewContact,
  ContactPatch,
  ContactMerge,
  NewSite,
  SitePatch,
  NewProduct,
  ProductPatch,
  NewContract,
  ContractPatch,
  Skill,
  SkillLevel,
  TechnicianStatus,
  NewTechnician,
  CalendarId,
  TechnicianPatch,
  TechnicianStatusChange,
  NewAbsence,
  Deactivation,
  NewTeam,
  TeamPatch,
  NewNotificationPreferences,
  QueueName,
  NewView,
  ViewId,
  ViewPatch,
  Bulk,
  SettingsPatch,
  NewTriageRule,
  TriageTrial,
  TriageRulePatch,
  NewAssignmentRule,
  AssignmentTrial,
  AssignmentRuleReplacement,
  AssignmentRulePatch,
  Declined,
  NewCalendar,
  PreviewedCalendar,
  CalendarReplacement,
  HolidayImport,
  NewRotation,
  RotationReplacement,
  NewOnCallOverride,
  ShiftPlan,
  ShiftPatch,
  NewSlaPolicy,
  ClockKind,
  PolicyOrder,
  SlaPolicyReplacement,
  SlaPreviewRequest,
  BreachId,
  NewBreachCause,
  PolicyReapply,
  CalendarReapply,
  ServiceCode,
  VisitStatus,
  NewVisit,
  VisitMove,
  VisitCancellation,
  VisitCompletion,
  VisitMissed,
  DayOptimisation,
  AttachmentId,
  NewPartnerClient,
  PartnerClientPatch,
  KeyRotation,
  NewSubscription,
  SubscriptionPatch,
  SubscriptionApproval,
  SubscriptionRejection,
  SubscriptionPause,
  RedeliveryRequest,
  SecretRotation,
  ReplayRequest,
  Ticket,
  TicketPage,
  HistoryPage,
  FollowUpPage,
  FollowUp,
  WatcherList,
  Watcher,
  LinkList,
  Link,
  ChildPage,
  CommentPage,
  Comment,
  CallPage,
  Call,
  TimeEntryPage,
  TimeEntry,
  PresenceList,
  Presence,
  MacroList,
  Macro,
  MacroUsed,
  AttachmentPage,
  Attachment,
  Upload,
  Download,
  MailPage,
  MailOut,
  WholeMail,
  RawMail,
  TroubledMailPage,
  SuppressionPage,
  CustomerPage,
  Customer,
  TimelinePage,
  ContactPage,
  CustomerContact,
  ContactExport,
  Job,
  SitePage,
  Site,
  ProductPage,
  Product,
  ContractPage,
  Contract,
  TechnicianPage,
  Technician,
  Deactivated,
  TeamPage,
  Team,
  NotificationPreferences,
  SearchPage,
  QueueList,
  ViewList,
  View,
  JobPage,
  JobResultPage,
  TechnicianDesk,
  TeamDesk,
  Statistics,
  TechnicianMetrics,
  TeamMetrics,
  Settings,
  TriageRuleList,
  TriageRule,
  TriageOutcome,
  AssignmentRuleList,
  AssignmentRule,
  RoutingOutcome,
  CandidateList,
  AssignmentExplained,
  CalendarList,
  Calendar,
  Openings,
  HolidayCountryList,
  ReadableCalendar,
  HolidayImportDone,
  OnCallList,
  Rotation,
  OnCallDutyList,
  PlannedShifts,
  Shift,
  ShiftList,
  WorkingCalendar,
  CalendarFeed,
  SlaPolicyList,
  SlaPolicy,
  SlaPreview,
  SlaTracking,
  AtRiskPage,
  BreachPage,
  Breach,
  SlotList,
  VisitPage,
  Visit,
  DayPlan,
  DayOrder,
  TrackLink,
  Survey,
  SurveyPage,
  PartnerClientList,
  PartnerClient,
  PartnerClientKeyed,
  PartnerUsage,
  SubscriptionPage,
  Subscription,
  MadeSubscription,
  DeliveryPage,
  Delivery,
  DeliveryInFull,
  Replay,
  WebhookSecret,
  ReplayPage,
} from './schemas.ts'

/** Below the address of the desk. */
export const basePath = "/api/v1/service-desk"

/** What each operation takes and answers. */
export interface Operations {
  /** Open a ticket. Partners: with the scope `desk/tickets.write`. */
  createTicket: {
    body: NewTicket
    answer: Ticket
  }
  /** Tickets that you may see, newest first. Partners: with the scope `desk/tickets.read`. */
  listTickets: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      status?: Status[] | undefined
      /** Whether work on it is left: not resolved, closed or cancelled */
      open?: "true" | "false" | undefined
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
      /** Archived tickets, too */
      archived?: "true" | "false" | undefined
      /** Words, each to be found somewhere in the ticket: its title, description, comments, names and addresses, its number, serial and phone numbers. Beginnings of three letters do, typing errors are forgiven, accents and case do not matter */
      q?: string | undefined
      /** `created` where left out; with `q` it is `rank`, the best first */
      sort?: "created" | "updated" | "due" | "priority" | "rank" | undefined
      /** Where left out: newest first for `created` and `updated`, nearest and most urgent first for the others */
      order?: "asc" | "desc" | undefined
    }
    answer: TicketPage
  }
  /** A ticket. Partners: with the scope `desk/tickets.read`. */
  getTicket: {
    params: {
      id: string
    }
    answer: Ticket
  }
  /** Replace what you may change of a ticket. Partners: with the scope `desk/tickets.write`. */
  replaceTicket: {
    params: {
      id: string
    }
    body: TicketReplacement
    ifMatch: string
    answer: Ticket
  }
  /** Change some of what you may change of a ticket. Partners: with the scope `desk/tickets.write`. */
  patchTicket: {
    params: {
      id: string
    }
    body: TicketPatch
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Give a ticket to another customer. */
  changeTicketCustomer: {
    params: {
      id: string
    }
    body: CustomerChange
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** What has happened to a ticket, oldest first. Partners: with the scope `desk/tickets.read`. */
  getTicketHistory: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: HistoryPage
  }
  /** Give a ticket to a technician, a team, or whoever fits best. */
  assignTicket: {
    params: {
      id: string
    }
    body: Assignment
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Escalate a ticket: to a person, a team, or the next level. */
  escalateTicket: {
    params: {
      id: string
    }
    body: GivenEscalation
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Take a ticket from its assignee, or decline one. */
  unassignTicket: {
    params: {
      id: string
    }
    body: {
      reason: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Begin work; takes an unassigned ticket. */
  startTicket: {
    params: {
      id: string
    }
    body?: {
      reason?: string | undefined
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Wait for the customer or for a part. */
  pauseTicket: {
    params: {
      id: string
    }
    body: Pause
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Let a ticket rest until an instant, because its customer asked for it. */
  holdTicket: {
    params: {
      id: string
    }
    body: Hold
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** End a hold before its time. */
  releaseTicket: {
    params: {
      id: string
    }
    body?: {
      reason?: string | undefined
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Resume work after a wait. */
  resumeTicket: {
    params: {
      id: string
    }
    body?: {
      reason?: string | undefined
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Say that it is fixed, and how. */
  resolveTicket: {
    params: {
      id: string
    }
    body: Resolution
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Confirm that a resolved ticket is done. */
  closeTicket: {
    params: {
      id: string
    }
    body?: {
      reason?: string | undefined
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Say that it is not fixed after all. */
  reopenTicket: {
    params: {
      id: string
    }
    body: {
      reason: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Cancel a ticket that is a duplicate or invalid. */
  cancelTicket: {
    params: {
      id: string
    }
    body: {
      reason: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Say that the parts are there. Partners: with the scope `desk/tickets.write`. */
  reportPartsArrived: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** A ticket's follow-ups, oldest first. */
  listFollowUps: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: FollowUpPage
  }
  /** Set a follow-up on a ticket. */
  addFollowUp: {
    params: {
      id: string
    }
    body: NewFollowUp
    ifMatch?: string | undefined
    answer: FollowUp
  }
  /** Say that a follow-up has been seen to. */
  finishFollowUp: {
    params: {
      id: string
      followUp: FollowUpId
    }
    ifMatch?: string | undefined
    answer: FollowUp
  }
  /** Cancel a follow-up. */
  cancelFollowUp: {
    params: {
      id: string
      followUp: FollowUpId
    }
    ifMatch?: string | undefined
    answer: FollowUp
  }
  /** Who watches a ticket. */
  listWatchers: {
    params: {
      id: string
    }
    answer: WatcherList
  }
  /** Whether somebody watches a ticket. */
  getWatcher: {
    params: {
      id: string
      /** A person’s id, or `me` */
      person: "me" | PersonId
    }
    answer: Watcher
  }
  /** Let somebody watch a ticket. */
  watchTicket: {
    params: {
      id: string
      /** A person’s id, or `me` */
      person: "me" | PersonId
    }
    ifMatch?: string | undefined
    answer: Watcher
  }
  /** End somebody’s watching. */
  unwatchTicket: {
    params: {
      id: string
      /** A person’s id, or `me` */
      person: "me" | PersonId
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Merge a ticket into another of the same customer. */
  mergeTicket: {
    params: {
      id: string
    }
    body: Merge
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Undo a merge, within 24 hours. */
  unmergeTicket: {
    params: {
      id: string
    }
    body: {
      reason: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Make a ticket of a comment. */
  splitComment: {
    params: {
      id: string
      comment: CommentId
    }
    body: Split
    answer: Ticket
  }
  /** What a ticket is linked to, as far as you may see it. Partners: with the scope `desk/tickets.read`. */
  listLinks: {
    params: {
      id: string
    }
    answer: LinkList
  }
  /** Link a ticket to another. */
  linkTicket: {
    params: {
      id: string
    }
    body: NewLink
    ifMatch?: string | undefined
    answer: Link
  }
  /** Take a link away, on both sides. */
  unlinkTicket: {
    params: {
      id: string
      type: "duplicates" | "duplicated-by" | "blocks" | "blocked-by" | "caused-by" | "causes" | "relates-to"
      ticket: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Make a ticket part of another: of an outage. */
  setParent: {
    params: {
      id: string
    }
    body: Parent
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Take a ticket out of what it is part of. */
  removeParent: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** The tickets that are part of one, as far as you may see them. */
  listChildren: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: ChildPage
  }
  /** What was said about a ticket. Partners: with the scope `desk/tickets.read`. */
  listComments: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** Which come first */
      order?: "oldest" | "newest" | undefined
    }
    answer: CommentPage
  }
  /** Say something about a ticket. Partners: with the scope `desk/tickets.write`. */
  addComment: {
    params: {
      id: string
    }
    body: NewComment
    ifMatch?: string | undefined
    answer: Comment
  }
  /** One comment; for staff with what it said before it was edited. Partners: with the scope `desk/tickets.read`. */
  getComment: {
    params: {
      id: string
      comment: string
    }
    answer: Comment
  }
  /** Reword your own comment, within 15 minutes. Partners: with the scope `desk/tickets.write`. */
  editComment: {
    params: {
      id: string
      comment: string
    }
    body: CommentChange
    ifMatch?: string | undefined
    answer: Comment
  }
  /** Take the words of a comment away for good. */
  redactComment: {
    params: {
      id: string
      comment: string
    }
    body: Redaction
    ifMatch?: string | undefined
    answer: Comment
  }
  /** The phone calls about a ticket. */
  listCalls: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** Which come first */
      order?: "oldest" | "newest" | undefined
    }
    answer: CallPage
  }
  /** Write down a phone call. */
  logCall: {
    params: {
      id: string
    }
    body: NewCall
    ifMatch?: string | undefined
    answer: Call
  }
  /** The time worked on a ticket; the totals are of all of it. */
  listTimeEntries: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** Which come first */
      order?: "oldest" | "newest" | undefined
    }
    answer: TimeEntryPage
  }
  /** Write down time worked. */
  logTime: {
    params: {
      id: string
    }
    body: NewTimeEntry
    ifMatch?: string | undefined
    answer: TimeEntry
  }
  /** Take back time: your own; a supervisor anybody’s. */
  removeTimeEntry: {
    params: {
      id: string
      entry: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Who of the desk has a ticket open, and who is typing. */
  listPresence: {
    params: {
      id: string
    }
    answer: PresenceList
  }
  /** Say that you have a ticket open: every 30 seconds. */
  keepPresence: {
    params: {
      id: string
    }
    body: PresenceBeat
    answer: Presence
  }
  /** Say that you have closed it. */
  endPresence: {
    params: {
      id: string
    }
    answer: undefined
  }
  /** The canned replies and macros that you may use, your own first. */
  listMacros: {
    answer: MacroList
  }
  /** Make a canned reply or a macro. */
  createMacro: {
    body: NewMacro
    answer: Macro
  }
  /** A canned reply or a macro. */
  getMacro: {
    params: {
      macro: string
    }
    answer: Macro
  }
  /** Change a macro: a JSON merge patch (RFC 7396). */
  updateMacro: {
    params: {
      macro: string
    }
    body: MacroPatch
    ifMatch?: string | undefined
    answer: Macro
  }
  /** Remove a macro. */
  deleteMacro: {
    params: {
      macro: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Use a macro on a ticket, or see what it would do. */
  applyMacro: {
    params: {
      id: string
    }
    body: MacroUse
    ifMatch?: string | undefined
    answer: MacroUsed
  }
  /** The files of a ticket, oldest first. Partners: with the scope `desk/tickets.read`. */
  listAttachments: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: AttachmentPage
  }
  /** Prepare the upload of a file. Partners: with the scope `desk/tickets.write`. */
  attachFile: {
    params: {
      id: string
    }
    body: NewAttachment
    answer: Upload
  }
  /** A file of a ticket: how it stands with it. Partners: with the scope `desk/tickets.read`. */
  getAttachment: {
    params: {
      id: string
      attachment: string
    }
    answer: Attachment
  }
  /** Remove a file. Partners: with the scope `desk/tickets.write`. */
  removeAttachment: {
    params: {
      id: string
      attachment: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Where a clean file can be fetched, for five minutes. Partners: with the scope `desk/tickets.read`. */
  downloadAttachment: {
    params: {
      id: string
      attachment: string
    }
    answer: Download
  }
  /** The mails of a ticket, in and out, newest first. */
  listMails: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: MailPage
  }
  /** A mail of a ticket with all that it says. */
  getMail: {
    params: {
      id: string
      mail: string
    }
    answer: WholeMail
  }
  /** Where a mail can be fetched as it came, for five minutes. */
  fetchRawMail: {
    params: {
      id: string
      mail: string
    }
    answer: RawMail
  }
  /** Send a mail again. */
  resendMail: {
    params: {
      id: string
      mail: string
    }
    answer: MailOut
  }
  /** The mails of all tickets that did not come, or were not wanted; the last first. */
  listTroubledMails: {
    query: {
      /** What went wrong */
      state: "failed" | "bounced" | "complained" | "suppressed"
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: TroubledMailPage
  }
  /** The addresses that nothing automatic goes to, the last first. */
  listSuppressions: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: SuppressionPage
  }
  /** Write to an address again. */
  liftSuppression: {
    params: {
      address: string
    }
    answer: undefined
  }
  /** Customers, by name. */
  listCustomers: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** What the name begins with; case, accents and signs do not matter */
      name?: string | undefined
      tier?: Tier | undefined
    }
    answer: CustomerPage
  }
  /** Make a customer. */
  createCustomer: {
    body: NewCustomer
    answer: Customer
  }
  /** A customer. */
  getCustomer: {
    params: {
      id: string
    }
    answer: Customer
  }
  /** Change a customer. */
  changeCustomer: {
    params: {
      id: string
    }
    body: CustomerPatch
    ifMatch?: string | undefined
    answer: Customer
  }
  /** Delete a customer of which nothing is left. */
  deleteCustomer: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Everything about a customer, newest first. */
  listTimeline: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: TimelinePage
  }
  /** Contacts, by name. */
  listContacts: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** What the name begins with; case, accents and signs do not matter */
      name?: string | undefined
      customer?: CustomerId | undefined
      /** Whose address it is, exactly */
      email?: string | undefined
    }
    answer: ContactPage
  }
  /** Make a contact. */
  createContact: {
    body: NewContact
    answer: CustomerContact
  }
  /** A contact. */
  getContact: {
    params: {
      id: string
    }
    answer: CustomerContact
  }
  /** Change a contact. */
  changeContact: {
    params: {
      id: string
    }
    body: ContactPatch
    ifMatch?: string | undefined
    answer: CustomerContact
  }
  /** Say that two contacts are one person. */
  mergeContacts: {
    params: {
      id: string
    }
    body: ContactMerge
    ifMatch?: string | undefined
    answer: CustomerContact
  }
  /** Everything that the desk has of a person. */
  exportContact: {
    params: {
      id: string
    }
    body?: {
      cursor?: string | undefined
    }
    answer: ContactExport
  }
  /** Erase a person. */
  eraseContact: {
    params: {
      id: string
    }
    answer: Job
  }
  /** A customer's sites, oldest first. */
  listSites: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: SitePage
  }
  /** Add a site. */
  createSite: {
    params: {
      id: string
    }
    body: NewSite
    answer: Site
  }
  /** A site. */
  getSite: {
    params: {
      id: string
      site: string
    }
    answer: Site
  }
  /** Change a site. */
  changeSite: {
    params: {
      id: string
      site: string
    }
    body: SitePatch
    ifMatch?: string | undefined
    answer: Site
  }
  /** Delete a site. */
  deleteSite: {
    params: {
      id: string
      site: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Products with a serial number, of every customer. */
  findProducts: {
    query: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** A serial number, with or without separators, in any case */
      serial: string
    }
    answer: ProductPage
  }
  /** What a customer owns, oldest first. */
  listProducts: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: ProductPage
  }
  /** Add a product. */
  createProduct: {
    params: {
      id: string
    }
    body: NewProduct
    answer: Product
  }
  /** A product. */
  getProduct: {
    params: {
      id: string
      product: string
    }
    answer: Product
  }
  /** Change a product. */
  changeProduct: {
    params: {
      id: string
      product: string
    }
    body: ProductPatch
    ifMatch?: string | undefined
    answer: Product
  }
  /** Delete a product. */
  deleteProduct: {
    params: {
      id: string
      product: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** What was agreed with a customer, oldest first. */
  listContracts: {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: ContractPage
  }
  /** Add a contract. */
  createContract: {
    params: {
      id: string
    }
    body: NewContract
    answer: Contract
  }
  /** A contract. */
  getContract: {
    params: {
      id: string
      contract: string
    }
    answer: Contract
  }
  /** Change a contract. */
  changeContract: {
    params: {
      id: string
      contract: string
    }
    body: ContractPatch
    ifMatch?: string | undefined
    answer: Contract
  }
  /** Delete a contract. */
  deleteContract: {
    params: {
      id: string
      contract: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Import customers from CSV. */
  importCustomers: {
    query?: {
      /** Whether only to say, line by line, what would become of it */
      dryRun?: "true" | "false" | undefined
    }
    body: string
    answer: Job
  }
  /** Import products from CSV. */
  importProducts: {
    query?: {
      /** Whether only to say, line by line, what would become of it */
      dryRun?: "true" | "false" | undefined
    }
    body: string
    answer: Job
  }
  /** Who works for the desk, by name. */
  listTechnicians: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      team?: TeamId | undefined
      /** Who has it today */
      skill?: Skill | undefined
      /** At least; with `skill` */
      level?: SkillLevel | undefined
      /** Who has it today */
      certification?: Skill | undefined
      /** `de` is also `de-AT` */
      language?: Language | undefined
      role?: "technician" | "agent" | "supervisor" | "manager" | "admin" | undefined
      status?: TechnicianStatus | undefined
      /** Left out: all */
      active?: "true" | "false" | undefined
    }
    answer: TechnicianPage
  }
  /** Somebody new. */
  createTechnician: {
    body: NewTechnician
    answer: Technician
  }
  /** Somebody who works for the desk. */
  getTechnician: {
    params: {
      id: string
    }
    answer: Technician
  }
  /** Change somebody. */
  changeTechnician: {
    params: {
      id: string
    }
    body: TechnicianPatch
    ifMatch?: string | undefined
    answer: Technician
  }
  /** Say whether somebody is available. */
  setTechnicianStatus: {
    params: {
      id: string
    }
    body: TechnicianStatusChange
    ifMatch?: string | undefined
    answer: Technician
  }
  /** Somebody will be away. */
  addAbsence: {
    params: {
      id: string
    }
    body: NewAbsence
    ifMatch?: string | undefined
    answer: Technician
  }
  /** Somebody will not be away after all. */
  removeAbsence: {
    params: {
      id: string
      absence: string
    }
    ifMatch?: string | undefined
    answer: Technician
  }
  /** Invite somebody to sign in. */
  inviteTechnician: {
    params: {
      id: string
    }
    answer: Technician
  }
  /** Somebody does not work here any more. */
  deactivateTechnician: {
    params: {
      id: string
    }
    body: Deactivation
    ifMatch?: string | undefined
    answer: Deactivated
  }
  /** Somebody works here again. */
  reactivateTechnician: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: Technician
  }
  /** The teams with who is in them, oldest first. */
  listTeams: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: TeamPage
  }
  /** Make a team. */
  createTeam: {
    body: NewTeam
    answer: Team
  }
  /** A team. */
  getTeam: {
    params: {
      id: string
    }
    answer: Team
  }
  /** Change a team. */
  changeTeam: {
    params: {
      id: string
    }
    body: TeamPatch
    ifMatch?: string | undefined
    answer: Team
  }
  /** Take a team away. */
  deleteTeam: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** How somebody wants to be told of what. */
  getNotificationPreferences: {
    params: {
      /** `me`: the caller */
      id: string
    }
    answer: NotificationPreferences
  }
  /** Say how somebody wants to be told of what. */
  putNotificationPreferences: {
    params: {
      /** `me`: the caller */
      id: string
    }
    body: NewNotificationPreferences
    ifMatch?: string | undefined
    answer: NotificationPreferences
  }
  /** Tickets that you may see by what is said in them, the best first. Partners: with the scope `desk/tickets.read`. */
  search: {
    query: {
      /** Words, each to be found somewhere in the ticket: its title, description, comments, names and addresses, its number, serial and phone numbers. Beginnings of three letters do, typing errors are forgiven, accents and case do not matter */
      q: string
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      /** Archived tickets, too */
      archived?: "true" | "false" | undefined
    }
    answer: SearchPage
  }
  /** The queues, with how many tickets each has for you. */
  listQueues: {
    answer: QueueList
  }
  /** The tickets of a queue that you may see, the oldest or the nearest due first. */
  listQueueTickets: {
    params: {
      queue: QueueName
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: TicketPage
  }
  /** Your own views, and those of your teams. */
  listViews: {
    query?: {
      /** Also how many tickets each has for you */
      counts?: "true" | "false" | undefined
    }
    answer: ViewList
  }
  /** Keep a filter, a sort and columns as a view. */
  createView: {
    body: NewView
    answer: View
  }
  /** A view. */
  getView: {
    params: {
      view: ViewId
    }
    answer: View
  }
  /** Change a view: a JSON merge patch (RFC 7396). */
  updateView: {
    params: {
      view: ViewId
    }
    body: ViewPatch
    ifMatch?: string | undefined
    answer: View
  }
  /** Take a view away. */
  deleteView: {
    params: {
      view: ViewId
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** The tickets of a view that you may see. */
  listViewTickets: {
    params: {
      view: ViewId
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: TicketPage
  }
  /** Do the same to many tickets. */
  bulkTickets: {
    body: Bulk
    answer: Job
  }
  /** Your jobs, newest first. */
  listJobs: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: JobPage
  }
  /** How a job goes. */
  getJob: {
    params: {
      job: string
    }
    answer: Job
  }
  /** What became of each entry of a job, in order. */
  listJobResults: {
    params: {
      job: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
      outcome?: "created" | "changed" | "unchanged" | "refused" | undefined
    }
    answer: JobResultPage
  }
  /** Stop a job. */
  cancelJob: {
    params: {
      job: string
    }
    answer: Job
  }
  /** What somebody has on their desk: what is new, what waits, what is due. */
  getTechnicianDesk: {
    params: {
      /** `me`: the caller */
      id: string
    }
    answer: TechnicianDesk
  }
  /** How a team stands at this moment: who has how much, what is nobody’s, what is late. */
  getTeamDesk: {
    params: {
      id: string
    }
    answer: TeamDesk
  }
  /** How the desk is doing: how many tickets, how they stand, how long things take. Partners: with the scope `desk/tickets.read`. */
  getTicketStatistics: {
    query?: {
      /** The first day; 29 days before the last where left out */
      from?: string | undefined
      /** The last day, which counts too; today where left out */
      to?: string | undefined
      /** Only the tickets that are with this team now. For staff */
      team?: TeamId | undefined
      /** Only this customer's tickets; not with `team` */
      customer?: CustomerId | undefined
    }
    answer: Statistics
  }
  /** How somebody is doing: how much, how fast, how well kept. */
  getTechnicianMetrics: {
    params: {
      /** `me`: the caller */
      id: string
    }
    query?: {
      /** The first day; 29 days before the last where left out */
      from?: string | undefined
      /** The last day, which counts too; today where left out */
      to?: string | undefined
    }
    answer: TechnicianMetrics
  }
  /** How a team is doing, and who does how much. */
  getTeamMetrics: {
    params: {
      id: string
    }
    query?: {
      /** The first day; 29 days before the last where left out */
      from?: string | undefined
      /** The last day, which counts too; today where left out */
      to?: string | undefined
    }
    answer: TeamMetrics
  }
  /** How the desk is set up. Partners: with the scope `desk/tickets.read`. */
  getSettings: {
    query?: {
      /** As they hold for a brand; left out: as the desk has them */
      brand?: Brand | undefined
    }
    answer: Settings
  }
  /** Change how the desk is set up. */
  changeSettings: {
    body: SettingsPatch
    ifMatch?: string | undefined
    answer: Settings
  }
  /** The triage rules, in the order in which they are asked. */
  listTriageRules: {
    answer: TriageRuleList
  }
  /** Make a triage rule. */
  createTriageRule: {
    body: NewTriageRule
    answer: TriageRule
  }
  /** Try a rule, or all of them, on a text. */
  previewTriage: {
    body: TriageTrial
    answer: TriageOutcome
  }
  /** A triage rule. */
  getTriageRule: {
    params: {
      rule: string
    }
    answer: TriageRule
  }
  /** Change a triage rule, or turn it on or off. */
  changeTriageRule: {
    params: {
      rule: string
    }
    body: TriageRulePatch
    ifMatch?: string | undefined
    answer: TriageRule
  }
  /** Take a triage rule away. */
  deleteTriageRule: {
    params: {
      rule: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** The assignment rules, in the order in which they are asked. */
  listAssignmentRules: {
    answer: AssignmentRuleList
  }
  /** Make an assignment rule. */
  createAssignmentRule: {
    body: NewAssignmentRule
    answer: AssignmentRule
  }
  /** Try a rule, or all of them, on a ticket. */
  previewAssignment: {
    body: AssignmentTrial
    answer: RoutingOutcome
  }
  /** An assignment rule. */
  getAssignmentRule: {
    params: {
      rule: string
    }
    answer: AssignmentRule
  }
  /** Replace an assignment rule. */
  replaceAssignmentRule: {
    params: {
      rule: string
    }
    body: AssignmentRuleReplacement
    ifMatch?: string | undefined
    answer: AssignmentRule
  }
  /** Change an assignment rule, or turn it on or off. */
  changeAssignmentRule: {
    params: {
      rule: string
    }
    body: AssignmentRulePatch
    ifMatch?: string | undefined
    answer: AssignmentRule
  }
  /** Take an assignment rule away. */
  deleteAssignmentRule: {
    params: {
      rule: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Everybody as they stand to a ticket: who fits, how well, and why somebody does not. */
  listCandidates: {
    params: {
      id: string
    }
    answer: CandidateList
  }
  /** Accept a ticket that you were given: work begins. */
  acceptTicket: {
    params: {
      id: string
    }
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Decline a ticket that you were given: the rules find another. */
  declineTicket: {
    params: {
      id: string
    }
    body: Declined
    ifMatch?: string | undefined
    answer: Ticket
  }
  /** Why a ticket is with whom it is, or with nobody. */
  explainAssignment: {
    params: {
      id: string
    }
    query?: {
      /** `text`: told in sentences; so is `Accept: text/plain` */
      format?: "json" | "text" | undefined
    }
    answer: AssignmentExplained
  }
  /** The calendars of the desk, oldest first. */
  listCalendars: {
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: CalendarList
  }
  /** Make a calendar. */
  createCalendar: {
    body: NewCalendar
    answer: Calendar
  }
  /** The next openings of a calendar that is not saved. */
  previewCalendar: {
    query?: {
      /** Left out: now */
      from?: GivenInstant | undefined
      count?: number | undefined
    }
    body: PreviewedCalendar
    answer: Openings
  }
  /** The countries and regions whose holidays can be imported. */
  listHolidayCountries: {
    answer: HolidayCountryList
  }
  /** A calendar. */
  getCalendar: {
    params: {
      calendar: string
    }
    answer: ReadableCalendar
  }
  /** Replace a calendar. */
  replaceCalendar: {
    params: {
      calendar: string
    }
    body: CalendarReplacement
    ifMatch?: string | undefined
    answer: Calendar
  }
  /** Take a calendar away. */
  deleteCalendar: {
    params: {
      calendar: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** The next openings of a calendar. */
  listOpenings: {
    params: {
      calendar: string
    }
    query?: {
      /** Left out: now */
      from?: GivenInstant | undefined
      count?: number | undefined
    }
    answer: Openings
  }
  /** Import holidays, from a file or of a country. */
  importHolidays: {
    params: {
      calendar: string
    }
    body: HolidayImport
    ifMatch?: string | undefined
    answer: HolidayImportDone
  }
  /** Who is on call, and who takes over, by each rotation. */
  listOnCall: {
    query?: {
      team?: TeamId | undefined
      /** Left out: now */
      at?: GivenInstant | undefined
    }
    answer: OnCallList
  }
  /** Make an on-call rotation. */
  createRotation: {
    body: NewRotation
    answer: Rotation
  }
  /** An on-call rotation. */
  getRotation: {
    params: {
      rotation: string
    }
    answer: Rotation
  }
  /** Replace an on-call rotation. */
  replaceRotation: {
    params: {
      rotation: string
    }
    body: RotationReplacement
    ifMatch?: string | undefined
    answer: Rotation
  }
  /** Take an on-call rotation away. */
  deleteRotation: {
    params: {
      rotation: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Somebody else is on call for a while. */
  addOverride: {
    params: {
      rotation: string
    }
    body: NewOnCallOverride
    ifMatch?: string | undefined
    answer: Rotation
  }
  /** Take an override away. */
  removeOverride: {
    params: {
      rotation: string
      override: string
    }
    ifMatch?: string | undefined
    answer: Rotation
  }
  /** Who is on call when, by a rotation. */
  listDuties: {
    params: {
      rotation: string
    }
    query: {
      from: GivenInstant
      to: GivenInstant
    }
    answer: OnCallDutyList
  }
  /** Plan shifts. */
  planShifts: {
    body: ShiftPlan
    answer: PlannedShifts
  }
  /** Shifts that lie between two instants at least in part, soonest first. */
  listShifts: {
    query: {
      from: GivenInstant
      to: GivenInstant
      technician?: PersonId | undefined
      team?: TeamId | undefined
    }
    answer: ShiftList
  }
  /** A shift. */
  getShift: {
    params: {
      shift: string
    }
    answer: Shift
  }
  /** Move a shift, or give it to somebody else. */
  changeShift: {
    params: {
      shift: string
    }
    body: ShiftPatch
    ifMatch?: string | undefined
    answer: Shift
  }
  /** Take a shift away. */
  deleteShift: {
    params: {
      shift: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Somebody's working hours, absences, shifts, duties, visits and free time. */
  getTechnicianCalendar: {
    params: {
      id: string
    }
    query: {
      from: GivenInstant
      to: GivenInstant
    }
    answer: WorkingCalendar
  }
  /** Make a secret link to somebody's calendar. */
  makeCalendarFeed: {
    params: {
      id: string
    }
    answer: CalendarFeed
  }
  /** Revoke the secret link. */
  revokeCalendarFeed: {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Somebody's calendar, for calendar programs. */
  readCalendarFeed: {
    params: {
      secret: string
    }
    answer: string
  }
  /** The SLA policies, in the order in which they are asked. */
  listSlaPolicies: {
    answer: SlaPolicyList
  }
  /** Make an SLA policy. */
  createSlaPolicy: {
    body: NewSlaPolicy
    answer: SlaPolicy
  }
  /** Put the SLA policies into another order. */
  orderSlaPolicies: {
    body: PolicyOrder
    ifMatch?: string | undefined
    answer: SlaPolicyList
  }
  /** An SLA policy as it is now. */
  getSlaPolicy: {
    params: {
      policy: PolicyId
    }
    answer: SlaPolicy
  }
  /** Replace an SLA policy by a new version. */
  replaceSlaPolicy: {
    params: {
      policy: PolicyId
    }
    body: SlaPolicyReplacement
    ifMatch?: string | undefined
    answer: SlaPolicy
  }
  /** Take an SLA policy away. */
  deleteSlaPolicy: {
    params: {
      policy: PolicyId
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** What would become of the clocks of a ticket. */
  previewSla: {
    body: SlaPreviewRequest
    answer: SlaPreview
  }
  /** A ticket's clocks at this instant, with every stretch of their time. Partners: with the scope `desk/tickets.read`. */
  getSlaTracking: {
    params: {
      ticket_id: string
    }
    query?: {
      /** `text`: told in sentences, to be read or mailed; so is `Accept: text/plain` */
      format?: "json" | "text" | undefined
    }
    answer: SlaTracking
  }
  /** Open tickets by their light, next due first. */
  listSlaTracking: {
    query?: {
      /** Lights, separated by commas; left out: all that are not green */
      light?: Light[] | undefined
      team?: TeamId | "mine" | undefined
      assignee?: PersonId | "me" | "none" | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: AtRiskPage
  }
  /** Clocks that ended too late, the latest end first. */
  listSlaBreaches: {
    query?: {
      /** Ended at this instant or later */
      from?: GivenInstant | undefined
      /** Ended before this instant */
      to?: GivenInstant | undefined
      clock?: ClockKind | undefined
      team?: TeamId | undefined
      customer?: CustomerId | undefined
      assignee?: PersonId | undefined
      policy?: PolicyId | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: BreachPage
  }
  /** A clock that ended too late. */
  getSlaBreach: {
    params: {
      breach: BreachId
    }
    answer: Breach
  }
  /** Say why a promise was not kept. */
  explainSlaBreach: {
    params: {
      breach: BreachId
    }
    body: NewBreachCause
    ifMatch?: string | undefined
    answer: Breach
  }
  /** Apply a policy to tickets under way. */
  reapplySlaPolicy: {
    params: {
      policy: PolicyId
    }
    body?: PolicyReapply
    answer: Job
  }
  /** Apply a calendar to tickets under way. */
  reapplyCalendar: {
    params: {
      calendar: "always" | CalendarId
    }
    body?: CalendarReapply
    answer: Job
  }
  /** When somebody could come. Partners: with the scope `desk/tickets.read`. */
  listSlots: {
    query?: {
      /** What is to be done, as the settings declare it */
      service?: ServiceCode | undefined
      /** Left out: `service` must be given */
      ticket?: string | undefined
      /** For staff: whose site it is, where no ticket is named */
      customer?: CustomerId | undefined
      /** Left out: the ticket's */
      site?: SiteId | undefined
      /** For staff: only theirs */
      technician?: PersonId | undefined
      /** Left out: from now on */
      from?: GivenInstant | undefined
      /** At most 14 days after `from`; left out: seven */
      to?: GivenInstant | undefined
    }
    answer: SlotList
  }
  /** Visits, soonest first. Partners: with the scope `desk/tickets.read`. */
  listVisits: {
    query?: {
      /** Callers from outside must name one */
      ticket?: string | undefined
      /** For staff */
      technician?: PersonId | undefined
      /** For staff: those of its technicians */
      team?: TeamId | undefined
      /** For staff */
      site?: SiteId | undefined
      /** Left out without a ticket: from the beginning of today (UTC) */
      from?: GivenInstant | undefined
      /** Without a ticket at most 31 days after `from`; left out: seven */
      to?: GivenInstant | undefined
      status?: VisitStatus | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: VisitPage
  }
  /** Plan a visit for a ticket. Partners: with the scope `desk/tickets.write`. */
  bookVisit: {
    body: NewVisit
    answer: Visit
  }
  /** A visit. Partners: with the scope `desk/tickets.read`. */
  getVisit: {
    params: {
      visit: string
    }
    answer: Visit
  }
  /** Move a visit to another time, or another technician. Partners: with the scope `desk/tickets.write`. */
  moveVisit: {
    params: {
      visit: string
    }
    body: VisitMove
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Confirm a visit: the customer, or a dispatcher who has spoken with them. Partners: with the scope `desk/tickets.write`. */
  confirmVisit: {
    params: {
      visit: string
    }
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Cancel a visit. Partners: with the scope `desk/tickets.write`. */
  cancelVisit: {
    params: {
      visit: string
    }
    body: VisitCancellation
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Say that the technician has set out. */
  setOutForVisit: {
    params: {
      visit: string
    }
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Say that the technician is there. */
  arriveAtVisit: {
    params: {
      visit: string
    }
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Say that a visit is done, and what was done. */
  completeVisit: {
    params: {
      visit: string
    }
    body: VisitCompletion
    ifMatch?: string | undefined
    answer: Visit
  }
  /** Say that a visit did not come about, and why. */
  missVisit: {
    params: {
      visit: string
    }
    body: VisitMissed
    ifMatch?: string | undefined
    answer: Visit
  }
  /** A day of somebody’s visits: in order, with times, the ways between them, and links to maps. */
  getTechnicianDay: {
    params: {
      /** `me`: the caller */
      id: string
    }
    query?: {
      /** A date where they live; left out: today */
      date?: string | undefined
      /** `text`: told in sentences, to be read or mailed; so is `Accept: text/plain` */
      format?: "json" | "text" | undefined
    }
    answer: DayPlan
  }
  /** A better order of a day’s visits, and what it saves against the booked one. */
  optimiseTechnicianDay: {
    params: {
      /** `me`: the caller */
      id: string
    }
    query?: {
      /** A date where they live; left out: today */
      date?: string | undefined
    }
    body: DayOptimisation
    answer: DayOrder
  }
  /** A ticket as a page, for people without an account. */
  showTicketPage: {
    params: {
      /** The secret of the link */
      token: string
    }
    query?: {
      done?: string | undefined
      earlier?: CommentId | undefined
    }
    answer: string
  }
  /** Answer on that page. */
  replyByLink: {
    params: {
      /** The secret of the link */
      token: string
    }
    body: {
      text?: string | undefined
      /** Made with each form: what is sent twice is done once */
      key?: string | undefined
    }
    answer: undefined
  }
  /** Confirm a visit on that page. */
  confirmVisitByLink: {
    params: {
      /** The secret of the link */
      token: string
      visit: string
    }
    body: {
      /** The time that is confirmed: one that was moved since is not */
      from?: string | undefined
    }
    answer: undefined
  }
  /** A file of that page. */
  openFileByLink: {
    params: {
      /** The secret of the link */
      token: string
      file: AttachmentId
    }
    answer: undefined
  }
  /** Asks whether the ticket is solved. */
  showApproval: {
    params: {
      /** The secret of the link */
      token: string
    }
    query?: {
      done?: string | undefined
    }
    answer: string
  }
  /** Say that the ticket is solved: it is closed. */
  approveByLink: {
    params: {
      /** The secret of the link */
      token: string
    }
    body: Record<string, never>
    answer: undefined
  }
  /** Asks what is not solved yet. */
  showRejection: {
    params: {
      /** The secret of the link */
      token: string
    }
    query?: {
      done?: string | undefined
    }
    answer: string
  }
  /** Say that the ticket is not solved: it is reopened. */
  rejectByLink: {
    params: {
      /** The secret of the link */
      token: string
    }
    body: {
      text?: string | undefined
    }
    answer: undefined
  }
  /** Asks how it was. */
  showSurvey: {
    params: {
      /** The secret of the link */
      token: string
    }
    query?: {
      done?: string | undefined
      score?: number | undefined
    }
    answer: string
  }
  /** Say how it was, or change it. */
  answerSurveyByLink: {
    params: {
      /** The secret of the link */
      token: string
    }
    body: {
      score?: string | undefined
      comment?: string | undefined
    }
    answer: undefined
  }
  /** Asks whether mails that nobody has to get shall stop. */
  showUnsubscribing: {
    params: {
      /** The secret of the link */
      token: string
    }
    answer: string
  }
  /** Stop such mails to the address that the link was sent to, or begin them again. */
  unsubscribeByLink: {
    params: {
      /** The secret of the link */
      token: string
    }
    body: {
      again?: string | undefined
    }
    answer: string
  }
  /** Make a link to the page of a ticket, to give to its requester. */
  makeTrackLink: {
    params: {
      id: string
    }
    answer: TrackLink
  }
  /** Revoke every link to a ticket. */
  revokeLinks: {
    params: {
      id: string
    }
    answer: undefined
  }
  /** What the customer said of a ticket. */
  getSurvey: {
    params: {
      id: string
    }
    answer: Survey
  }
  /** What customers said, the newest first. */
  listSurveys: {
    query?: {
      /** Answered at this instant or later */
      from?: GivenInstant | undefined
      /** Answered before this instant */
      to?: GivenInstant | undefined
      score?: number | undefined
      technician?: PersonId | undefined
      team?: TeamId | undefined
      category?: Category | undefined
      customer?: CustomerId | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: SurveyPage
  }
  /** Programs of partners, oldest first. Partners: with the scope `desk/client.read`. */
  listPartnerClients: {
    answer: PartnerClientList
  }
  /** Let a program of a partner in. */
  createPartnerClient: {
    body: NewPartnerClient
    answer: PartnerClientKeyed
  }
  /** A program of a partner. Partners: with the scope `desk/client.read`. */
  getPartnerClient: {
    params: {
      client: string
    }
    answer: PartnerClient
  }
  /** Change what a program of a partner may do, and how often. */
  changePartnerClient: {
    params: {
      client: string
    }
    body: PartnerClientPatch
    ifMatch?: string | undefined
    answer: PartnerClient
  }
  /** Let a program of a partner in no more. */
  deletePartnerClient: {
    params: {
      client: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Give a program of a partner another key. */
  rotatePartnerKey: {
    params: {
      client: string
    }
    body: KeyRotation
    ifMatch?: string | undefined
    answer: PartnerClientKeyed
  }
  /** What a program of a partner has called, by day and part of the API. Partners: with the scope `desk/client.read`. */
  getPartnerUsage: {
    params: {
      client: string
    }
    query?: {
      days?: number | undefined
    }
    answer: PartnerUsage
  }
  /** Subscriptions, oldest first. Partners: with the scope `desk/subscriptions.read`. */
  listSubscriptions: {
    query?: {
      state?: "pending" | "active" | "paused" | "disabled" | "rejected" | undefined
      /** Only those of this partner. For admins */
      owner?: PersonId | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: SubscriptionPage
  }
  /** Ask for events. Partners: with the scope `desk/subscriptions.write`. */
  createSubscription: {
    body: NewSubscription
    answer: MadeSubscription
  }
  /** A subscription. Partners: with the scope `desk/subscriptions.read`. */
  getSubscription: {
    params: {
      subscription: string
    }
    answer: Subscription
  }
  /** Change a subscription. Partners: with the scope `desk/subscriptions.write`. */
  changeSubscription: {
    params: {
      subscription: string
    }
    body: SubscriptionPatch
    ifMatch?: string | undefined
    answer: Subscription
  }
  /** Take a subscription away. Partners: with the scope `desk/subscriptions.write`. */
  deleteSubscription: {
    params: {
      subscription: string
    }
    ifMatch?: string | undefined
    answer: undefined
  }
  /** Approve a subscription as it was read, and grant personal data or not. */
  approveSubscription: {
    params: {
      subscription: string
    }
    body: SubscriptionApproval
    ifMatch: string
    answer: Subscription
  }
  /** Reject a subscription. */
  rejectSubscription: {
    params: {
      subscription: string
    }
    body: SubscriptionRejection
    ifMatch: string
    answer: Subscription
  }
  /** Pause a subscription. Partners: with the scope `desk/subscriptions.write`. */
  pauseSubscription: {
    params: {
      subscription: string
    }
    body: SubscriptionPause
    ifMatch?: string | undefined
    answer: Subscription
  }
  /** Resume a subscription that is paused or disabled. Partners: with the scope `desk/subscriptions.write`. */
  resumeSubscription: {
    params: {
      subscription: string
    }
    ifMatch?: string | undefined
    answer: Subscription
  }
  /** What went to a webhook, or is on its way: by its event, the newest first. Partners: with the scope `desk/subscriptions.read`. */
  listDeliveries: {
    params: {
      subscription: string
    }
    query?: {
      state?: "pending" | "held" | "delivered" | "failed" | undefined
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: DeliveryPage
  }
  /** A delivery with what is sent, and what was answered to each try. Partners: with the scope `desk/subscriptions.read`. */
  getDelivery: {
    params: {
      subscription: string
      delivery: string
    }
    answer: DeliveryInFull
  }
  /** Send a delivery again, now. Partners: with the scope `desk/subscriptions.write`. */
  redeliverOne: {
    params: {
      subscription: string
      delivery: string
    }
    answer: Delivery
  }
  /** Send deliveries again: all that failed, or of a range of time. Partners: with the scope `desk/subscriptions.write`. */
  redeliverSome: {
    params: {
      subscription: string
    }
    body: RedeliveryRequest
    answer: Replay
  }
  /** Send a test to a webhook. Partners: with the scope `desk/subscriptions.write`. */
  testSubscription: {
    params: {
      subscription: string
    }
    answer: Delivery
  }
  /** Get a new secret for a webhook. Partners: with the scope `desk/subscriptions.write`. */
  rotateSecret: {
    params: {
      subscription: string
    }
    body: SecretRotation
    answer: WebhookSecret
  }
  /** Replay what has happened. Partners: with the scope `desk/subscriptions.write`. */
  createReplay: {
    params: {
      subscription: string
    }
    body: ReplayRequest
    answer: Replay
  }
  /** Replays of a subscription, the newest first. Partners: with the scope `desk/subscriptions.read`. */
  listReplays: {
    params: {
      subscription: string
    }
    query?: {
      limit?: number | undefined
      /** The `next` of the page before; opaque */
      cursor?: string | undefined
    }
    answer: ReplayPage
  }
  /** How a replay goes. Partners: with the scope `desk/subscriptions.read`. */
  getReplay: {
    params: {
      subscription: string
      replay: string
    }
    answer: Replay
  }
  /** This document. */
  getOpenApi: {
    answer: Record<string, unknown>
  }
  /** This document as a page. */
  getDocs: {
    answer: string
  }
}

/** How each is called. */
export const operations = {
  createTicket: { method: 'POST', path: '/tickets', keyed: true, type: 'application/json' },
  listTickets: { method: 'GET', path: '/tickets' },
  getTicket: { method: 'GET', path: '/tickets/{id}' },
  replaceTicket: { method: 'PUT', path: '/tickets/{id}', keyed: true, type: 'application/json' },
  patchTicket: { method: 'PATCH', path: '/tickets/{id}', keyed: true, type: 'application/json' },
  changeTicketCustomer: { method: 'PUT', path: '/tickets/{id}/customer', keyed: true, type: 'application/json' },
  getTicketHistory: { method: 'GET', path: '/tickets/{id}/history' },
  assignTicket: { method: 'POST', path: '/tickets/{id}/assign', keyed: true, type: 'application/json' },
  escalateTicket: { method: 'POST', path: '/tickets/{id}/escalate', keyed: true, type: 'application/json' },
  unassignTicket: { method: 'POST', path: '/tickets/{id}/unassign', keyed: true, type: 'application/json' },
  startTicket: { method: 'POST', path: '/tickets/{id}/start', keyed: true, type: 'application/json' },
  pauseTicket: { method: 'POST', path: '/tickets/{id}/pause', keyed: true, type: 'application/json' },
  holdTicket: { method: 'POST', path: '/tickets/{id}/hold', keyed: true, type: 'application/json' },
  releaseTicket: { method: 'POST', path: '/tickets/{id}/release', keyed: true, type: 'application/json' },
  resumeTicket: { method: 'POST', path: '/tickets/{id}/resume', keyed: true, type: 'application/json' },
  resolveTicket: { method: 'POST', path: '/tickets/{id}/resolve', keyed: true, type: 'application/json' },
  closeTicket: { method: 'POST', path: '/tickets/{id}/close', keyed: true, type: 'application/json' },
  reopenTicket: { method: 'POST', path: '/tickets/{id}/reopen', keyed: true, type: 'application/json' },
  cancelTicket: { method: 'POST', path: '/tickets/{id}/cancel', keyed: true, type: 'application/json' },
  reportPartsArrived: { method: 'POST', path: '/tickets/{id}/parts-arrived', keyed: true },
  listFollowUps: { method: 'GET', path: '/tickets/{id}/follow-ups' },
  addFollowUp: { method: 'POST', path: '/tickets/{id}/follow-ups', keyed: true, type: 'application/json' },
  finishFollowUp: { method: 'POST', path: '/tickets/{id}/follow-ups/{followUp}/done', keyed: true },
  cancelFollowUp: { method: 'POST', path: '/tickets/{id}/follow-ups/{followUp}/cancel', keyed: true },
  listWatchers: { method: 'GET', path: '/tickets/{id}/watchers' },
  getWatcher: { method: 'GET', path: '/tickets/{id}/watchers/{person}' },
  watchTicket: { method: 'PUT', path: '/tickets/{id}/watchers/{person}', keyed: true },
  unwatchTicket: { method: 'DELETE', path: '/tickets/{id}/watchers/{person}', keyed: true },
  mergeTicket: { method: 'POST', path: '/tickets/{id}/merge', keyed: true, type: 'application/json' },
  unmergeTicket: { method: 'POST', path: '/tickets/{id}/unmerge', keyed: true, type: 'application/json' },
  splitComment: { method: 'POST', path: '/tickets/{id}/comments/{comment}/split', keyed: true, type: 'application/json' },
  listLinks: { method: 'GET', path: '/tickets/{id}/links' },
  linkTicket: { method: 'POST', path: '/tickets/{id}/links', keyed: true, type: 'application/json' },
  unlinkTicket: { method: 'DELETE', path: '/tickets/{id}/links/{type}/{ticket}', keyed: true },
  setParent: { method: 'PUT', path: '/tickets/{id}/parent', keyed: true, type: 'application/json' },
  removeParent: { method: 'DELETE', path: '/tickets/{id}/parent', keyed: true },
  listChildren: { method: 'GET', path: '/tickets/{id}/children' },
  listComments: { method: 'GET', path: '/tickets/{id}/comments' },
  addComment: { method: 'POST', path: '/tickets/{id}/comments', keyed: true, type: 'application/json' },
  getComment: { method: 'GET', path: '/tickets/{id}/comments/{comment}' },
  editComment: { method: 'PATCH', path: '/tickets/{id}/comments/{comment}', keyed: true, type: 'application/json' },
  redactComment: { method: 'POST', path: '/tickets/{id}/comments/{comment}/redact', keyed: true, type: 'application/json' },
  listCalls: { method: 'GET', path: '/tickets/{id}/calls' },
  logCall: { method: 'POST', path: '/tickets/{id}/calls', keyed: true, type: 'application/json' },
  listTimeEntries: { method: 'GET', path: '/tickets/{id}/time-entries' },
  logTime: { method: 'POST', path: '/tickets/{id}/time-entries', keyed: true, type: 'application/json' },
  removeTimeEntry: { method: 'DELETE', path: '/tickets/{id}/time-entries/{entry}', keyed: true },
  listPresence: { method: 'GET', path: '/tickets/{id}/presence' },
  keepPresence: { method: 'PUT', path: '/tickets/{id}/presence', keyed: true, type: 'application/json' },
  endPresence: { method: 'DELETE', path: '/tickets/{id}/presence', keyed: true },
  listMacros: { method: 'GET', path: '/macros' },
  createMacro: { method: 'POST', path: '/macros', keyed: true, type: 'application/json' },
  getMacro: { method: 'GET', path: '/macros/{macro}' },
  updateMacro: { method: 'PATCH', path: '/macros/{macro}', keyed: true, type: 'application/json' },
  deleteMacro: { method: 'DELETE', path: '/macros/{macro}', keyed: true },
  applyMacro: { method: 'POST', path: '/tickets/{id}/apply-macro', keyed: true, type: 'application/json' },
  listAttachments: { method: 'GET', path: '/tickets/{id}/attachments' },
  attachFile: { method: 'POST', path: '/tickets/{id}/attachments', keyed: true, type: 'application/json' },
  getAttachment: { method: 'GET', path: '/tickets/{id}/attachments/{attachment}' },
  removeAttachment: { method: 'DELETE', path: '/tickets/{id}/attachments/{attachment}', keyed: true },
  downloadAttachment: { method: 'GET', path: '/tickets/{id}/attachments/{attachment}/download' },
  listMails: { method: 'GET', path: '/tickets/{id}/mails' },
  getMail: { method: 'GET', path: '/tickets/{id}/mails/{mail}' },
  fetchRawMail: { method: 'GET', path: '/tickets/{id}/mails/{mail}/raw' },
  resendMail: { method: 'POST', path: '/tickets/{id}/mails/{mail}/resend', keyed: true },
  listTroubledMails: { method: 'GET', path: '/mails' },
  listSuppressions: { method: 'GET', path: '/suppressions' },
  liftSuppression: { method: 'DELETE', path: '/suppressions/{address}', keyed: true },
  listCustomers: { method: 'GET', path: '/customers' },
  createCustomer: { method: 'POST', path: '/customers', keyed: true, type: 'application/json' },
  getCustomer: { method: 'GET', path: '/customers/{id}' },
  changeCustomer: { method: 'PATCH', path: '/customers/{id}', keyed: true, type: 'application/json' },
  deleteCustomer: { method: 'DELETE', path: '/customers/{id}', keyed: true },
  listTimeline: { method: 'GET', path: '/customers/{id}/timeline' },
  listContacts: { method: 'GET', path: '/contacts' },
  createContact: { method: 'POST', path: '/contacts', keyed: true, type: 'application/json' },
  getContact: { method: 'GET', path: '/contacts/{id}' },
  changeContact: { method: 'PATCH', path: '/contacts/{id}', keyed: true, type: 'application/json' },
  mergeContacts: { method: 'POST', path: '/contacts/{id}/merge', keyed: true, type: 'application/json' },
  exportContact: { method: 'POST', path: '/contacts/{id}/export', keyed: true, type: 'application/json' },
  eraseContact: { method: 'POST', path: '/contacts/{id}/erase', keyed: true },
  listSites: { method: 'GET', path: '/customers/{id}/sites' },
  createSite: { method: 'POST', path: '/customers/{id}/sites', keyed: true, type: 'application/json' },
  getSite: { method: 'GET', path: '/customers/{id}/sites/{site}' },
  changeSite: { method: 'PATCH', path: '/customers/{id}/sites/{site}', keyed: true, type: 'application/json' },
  deleteSite: { method: 'DELETE', path: '/customers/{id}/sites/{site}', keyed: true },
  findProducts: { method: 'GET', path: '/products' },
  listProducts: { method: 'GET', path: '/customers/{id}/products' },
  createProduct: { method: 'POST', path: '/customers/{id}/products', keyed: true, type: 'application/json' },
  getProduct: { method: 'GET', path: '/customers/{id}/products/{product}' },
  changeProduct: { method: 'PATCH', path: '/customers/{id}/products/{product}', keyed: true, type: 'application/json' },
  deleteProduct: { method: 'DELETE', path: '/customers/{id}/products/{product}', keyed: true },
  listContracts: { method: 'GET', path: '/customers/{id}/contracts' },
  createContract: { method: 'POST', path: '/customers/{id}/contracts', keyed: true, type: 'application/json' },
  getContract: { method: 'GET', path: '/customers/{id}/contracts/{contract}' },
  changeContract: { method: 'PATCH', path: '/customers/{id}/contracts/{contract}', keyed: true, type: 'application/json' },
  deleteContract: { method: 'DELETE', path: '/customers/{id}/contracts/{contract}', keyed: true },
  importCustomers: { method: 'POST', path: '/customers/import', keyed: true, type: 'text/csv' },
  importProducts: { method: 'POST', path: '/products/import', keyed: true, type: 'text/csv' },
  listTechnicians: { method: 'GET', path: '/technicians' },
  createTechnician: { method: 'POST', path: '/technicians', keyed: true, type: 'application/json' },
  getTechnician: { method: 'GET', path: '/technicians/{id}' },
  changeTechnician: { method: 'PATCH', path: '/technicians/{id}', keyed: true, type: 'application/json' },
  setTechnicianStatus: { method: 'PUT', path: '/technicians/{id}/status', keyed: true, type: 'application/json' },
  addAbsence: { method: 'POST', path: '/technicians/{id}/absences', keyed: true, type: 'application/json' },
  removeAbsence: { method: 'DELETE', path: '/technicians/{id}/absences/{absence}', keyed: true },
  inviteTechnician: { method: 'POST', path: '/technicians/{id}/invite', keyed: true },
  deactivateTechnician: { method: 'POST', path: '/technicians/{id}/deactivate', keyed: true, type: 'application/json' },
  reactivateTechnician: { method: 'POST', path: '/technicians/{id}/reactivate', keyed: true },
  listTeams: { method: 'GET', path: '/teams' },
  createTeam: { method: 'POST', path: '/teams', keyed: true, type: 'application/json' },
  getTeam: { method: 'GET', path: '/teams/{id}' },
  changeTeam: { method: 'PATCH', path: '/teams/{id}', keyed: true, type: 'application/json' },
  deleteTeam: { method: 'DELETE', path: '/teams/{id}', keyed: true },
  getNotificationPreferences: { method: 'GET', path: '/people/{id}/notification-preferences' },
  putNotificationPreferences: { method: 'PUT', path: '/people/{id}/notification-preferences', keyed: true, type: 'application/json' },
  search: { method: 'GET', path: '/search' },
  listQueues: { method: 'GET', path: '/queues' },
  listQueueTickets: { method: 'GET', path: '/queues/{queue}' },
  listViews: { method: 'GET', path: '/views' },
  createView: { method: 'POST', path: '/views', keyed: true, type: 'application/json' },
  getView: { method: 'GET', path: '/views/{view}' },
  updateView: { method: 'PATCH', path: '/views/{view}', keyed: true, type: 'application/json' },
  deleteView: { method: 'DELETE', path: '/views/{view}', keyed: true },
  listViewTickets: { method: 'GET', path: '/views/{view}/tickets' },
  bulkTickets: { method: 'POST', path: '/tickets/bulk', keyed: true, type: 'application/json' },
  listJobs: { method: 'GET', path: '/jobs' },
  getJob: { method: 'GET', path: '/jobs/{job}' },
  listJobResults: { method: 'GET', path: '/jobs/{job}/results' },
  cancelJob: { method: 'POST', path: '/jobs/{job}/cancel', keyed: true },
  getTechnicianDesk: { method: 'GET', path: '/technicians/{id}/desk' },
  getTeamDesk: { method: 'GET', path: '/teams/{id}/desk' },
  getTicketStatistics: { method: 'GET', path: '/tickets/stats' },
  getTechnicianMetrics: { method: 'GET', path: '/technicians/{id}/metrics' },
  getTeamMetrics: { method: 'GET', path: '/teams/{id}/metrics' },
  getSettings: { method: 'GET', path: '/settings' },
  changeSettings: { method: 'PATCH', path: '/settings', keyed: true, type: 'application/json' },
  listTriageRules: { method: 'GET', path: '/triage-rules' },
  createTriageRule: { method: 'POST', path: '/triage-rules', keyed: true, type: 'application/json' },
  previewTriage: { method: 'POST', path: '/triage-rules/preview', keyed: true, type: 'application/json' },
  getTriageRule: { method: 'GET', path: '/triage-rules/{rule}' },
  changeTriageRule: { method: 'PATCH', path: '/triage-rules/{rule}', keyed: true, type: 'application/json' },
  deleteTriageRule: { method: 'DELETE', path: '/triage-rules/{rule}', keyed: true },
  listAssignmentRules: { method: 'GET', path: '/assignment-rules' },
  createAssignmentRule: { method: 'POST', path: '/assignment-rules', keyed: true, type: 'application/json' },
  previewAssignment: { method: 'POST', path: '/assignment-rules/preview', keyed: true, type: 'application/json' },
  getAssignmentRule: { method: 'GET', path: '/assignment-rules/{rule}' },
  replaceAssignmentRule: { method: 'PUT', path: '/assignment-rules/{rule}', keyed: true, type: 'application/json' },
  changeAssignmentRule: { method: 'PATCH', path: '/assignment-rules/{rule}', keyed: true, type: 'application/json' },
  deleteAssignmentRule: { method: 'DELETE', path: '/assignment-rules/{rule}', keyed: true },
  listCandidates: { method: 'GET', path: '/tickets/{id}/candidates' },
  acceptTicket: { method: 'POST', path: '/tickets/{id}/accept', keyed: true },
  declineTicket: { method: 'POST', path: '/tickets/{id}/decline', keyed: true, type: 'application/json' },
  explainAssignment: { method: 'GET', path: '/tickets/{id}/assignment' },
  listCalendars: { method: 'GET', path: '/calendars' },
  createCalendar: { method: 'POST', path: '/calendars', keyed: true, type: 'application/json' },
  previewCalendar: { method: 'POST', path: '/calendars/preview', keyed: true, type: 'application/json' },
  listHolidayCountries: { method: 'GET', path: '/calendars/countries' },
  getCalendar: { method: 'GET', path: '/calendars/{calendar}' },
  replaceCalendar: { method: 'PUT', path: '/calendars/{calendar}', keyed: true, type: 'application/json' },
  deleteCalendar: { method: 'DELETE', path: '/calendars/{calendar}', keyed: true },
  listOpenings: { method: 'GET', path: '/calendars/{calendar}/openings' },
  importHolidays: { method: 'POST', path: '/calendars/{calendar}/import-holidays', keyed: true, type: 'application/json' },
  listOnCall: { method: 'GET', path: '/on-call' },
  createRotation: { method: 'POST', path: '/on-call', keyed: true, type: 'application/json' },
  getRotation: { method: 'GET', path: '/on-call/{rotation}' },
  replaceRotation: { method: 'PUT', path: '/on-call/{rotation}', keyed: true, type: 'application/json' },
  deleteRotation: { method: 'DELETE', path: '/on-call/{rotation}', keyed: true },
  addOverride: { method: 'POST', path: '/on-call/{rotation}/overrides', keyed: true, type: 'application/json' },
  removeOverride: { method: 'DELETE', path: '/on-call/{rotation}/overrides/{override}', keyed: true },
  listDuties: { method: 'GET', path: '/on-call/{rotation}/duties' },
  planShifts: { method: 'POST', path: '/shifts', keyed: true, type: 'application/json' },
  listShifts: { method: 'GET', path: '/shifts' },
  getShift: { method: 'GET', path: '/shifts/{shift}' },
  changeShift: { method: 'PATCH', path: '/shifts/{shift}', keyed: true, type: 'application/json' },
  deleteShift: { method: 'DELETE', path: '/shifts/{shift}', keyed: true },
  getTechnicianCalendar: { method: 'GET', path: '/technicians/{id}/calendar' },
  makeCalendarFeed: { method: 'POST', path: '/technicians/{id}/calendar/feed', keyed: true },
  revokeCalendarFeed: { method: 'DELETE', path: '/technicians/{id}/calendar/feed', keyed: true },
  readCalendarFeed: { method: 'GET', path: '/calendar-feeds/{secret}', open: true },
  listSlaPolicies: { method: 'GET', path: '/sla-policies' },
  createSlaPolicy: { method: 'POST', path: '/sla-policies', keyed: true, type: 'application/json' },
  orderSlaPolicies: { method: 'PUT', path: '/sla-policies/order', keyed: true, type: 'application/json' },
  getSlaPolicy: { method: 'GET', path: '/sla-policies/{policy}' },
  replaceSlaPolicy: { method: 'PUT', path: '/sla-policies/{policy}', keyed: true, type: 'application/json' },
  deleteSlaPolicy: { method: 'DELETE', path: '/sla-policies/{policy}', keyed: true },
  previewSla: { method: 'POST', path: '/sla-policies/preview', keyed: true, type: 'application/json' },
  getSlaTracking: { method: 'GET', path: '/sla-tracking/{ticket_id}' },
  listSlaTracking: { method: 'GET', path: '/sla-tracking' },
  listSlaBreaches: { method: 'GET', path: '/sla-breaches' },
  getSlaBreach: { method: 'GET', path: '/sla-breaches/{breach}' },
  explainSlaBreach: { method: 'PUT', path: '/sla-breaches/{breach}/cause', keyed: true, type: 'application/json' },
  reapplySlaPolicy: { method: 'POST', path: '/sla-policies/{policy}/reapply', keyed: true, type: 'application/json' },
  reapplyCalendar: { method: 'POST', path: '/calendars/{calendar}/reapply', keyed: true, type: 'application/json' },
  listSlots: { method: 'GET', path: '/slots' },
  listVisits: { method: 'GET', path: '/visits' },
  bookVisit: { method: 'POST', path: '/visits', keyed: true, type: 'application/json' },
  getVisit: { method: 'GET', path: '/visits/{visit}' },
  moveVisit: { method: 'POST', path: '/visits/{visit}/move', keyed: true, type: 'application/json' },
  confirmVisit: { method: 'POST', path: '/visits/{visit}/confirm', keyed: true },
  cancelVisit: { method: 'POST', path: '/visits/{visit}/cancel', keyed: true, type: 'application/json' },
  setOutForVisit: { method: 'POST', path: '/visits/{visit}/on-the-way', keyed: true },
  arriveAtVisit: { method: 'POST', path: '/visits/{visit}/arrive', keyed: true },
  completeVisit: { method: 'POST', path: '/visits/{visit}/complete', keyed: true, type: 'application/json' },
  missVisit: { method: 'POST', path: '/visits/{visit}/miss', keyed: true, type: 'application/json' },
  getTechnicianDay: { method: 'GET', path: '/technicians/{id}/day' },
  optimiseTechnicianDay: { method: 'POST', path: '/technicians/{id}/day/optimise', keyed: true, type: 'application/json' },
  showTicketPage: { method: 'GET', path: '/track/{token}', open: true },
  replyByLink: { method: 'POST', path: '/track/{token}/replies', type: 'application/x-www-form-urlencoded', open: true },
  confirmVisitByLink: { method: 'POST', path: '/track/{token}/visits/{visit}/confirm', type: 'application/x-www-form-urlencoded', open: true },
  openFileByLink: { method: 'GET', path: '/track/{token}/files/{file}', open: true },
  showApproval: { method: 'GET', path: '/track/{token}/approve', open: true },
  approveByLink: { method: 'POST', path: '/track/{token}/approve', type: 'application/x-www-form-urlencoded', open: true },
  showRejection: { method: 'GET', path: '/track/{token}/reject', open: true },
  rejectByLink: { method: 'POST', path: '/track/{token}/reject', type: 'application/x-www-form-urlencoded', open: true },
  showSurvey: { method: 'GET', path: '/track/{token}/survey', open: true },
  answerSurveyByLink: { method: 'POST', path: '/track/{token}/survey', type: 'application/x-www-form-urlencoded', open: true },
  showUnsubscribing: { method: 'GET', path: '/track/{token}/unsubscribe', open: true },
  unsubscribeByLink: { method: 'POST', path: '/track/{token}/unsubscribe', type: 'application/x-www-form-urlencoded', open: true },
  makeTrackLink: { method: 'POST', path: '/tickets/{id}/track-link', keyed: true },
  revokeLinks: { method: 'POST', path: '/tickets/{id}/revoke-links', keyed: true },
  getSurvey: { method: 'GET', path: '/tickets/{id}/survey' },
  listSurveys: { method: 'GET', path: '/surveys' },
  listPartnerClients: { method: 'GET', path: '/partner-clients' },
  createPartnerClient: { method: 'POST', path: '/partner-clients', keyed: true, type: 'application/json' },
  getPartnerClient: { method: 'GET', path: '/partner-clients/{client}' },
  changePartnerClient: { method: 'PATCH', path: '/partner-clients/{client}', keyed: true, type: 'application/json' },
  deletePartnerClient: { method: 'DELETE', path: '/partner-clients/{client}', keyed: true },
  rotatePartnerKey: { method: 'POST', path: '/partner-clients/{client}/rotate', keyed: true, type: 'application/json' },
  getPartnerUsage: { method: 'GET', path: '/partner-clients/{client}/usage' },
  listSubscriptions: { method: 'GET', path: '/subscriptions' },
  createSubscription: { method: 'POST', path: '/subscriptions', keyed: true, type: 'application/json' },
  getSubscription: { method: 'GET', path: '/subscriptions/{subscription}' },
  changeSubscription: { method: 'PATCH', path: '/subscriptions/{subscription}', keyed: true, type: 'application/json' },
  deleteSubscription: { method: 'DELETE', path: '/subscriptions/{subscription}', keyed: true },
  approveSubscription: { method: 'POST', path: '/subscriptions/{subscription}/approve', keyed: true, type: 'application/json' },
  rejectSubscription: { method: 'POST', path: '/subscriptions/{subscription}/reject', keyed: true, type: 'application/json' },
  pauseSubscription: { method: 'POST', path: '/subscriptions/{subscription}/pause', keyed: true, type: 'application/json' },
  resumeSubscription: { method: 'POST', path: '/subscriptions/{subscription}/resume', keyed: true },
  listDeliveries: { method: 'GET', path: '/subscriptions/{subscription}/deliveries' },
  getDelivery: { method: 'GET', path: '/subscriptions/{subscription}/deliveries/{delivery}' },
  redeliverOne: { method: 'POST', path: '/subscriptions/{subscription}/deliveries/{delivery}/redeliver', keyed: true },
  redeliverSome: { method: 'POST', path: '/subscriptions/{subscription}/redeliver', keyed: true, type: 'application/json' },
  testSubscription: { method: 'POST', path: '/subscriptions/{subscription}/test', keyed: true },
  rotateSecret: { method: 'POST', path: '/subscriptions/{subscription}/rotate-secret', keyed: true, type: 'application/json' },
  createReplay: { method: 'POST', path: '/subscriptions/{subscription}/replays', keyed: true, type: 'application/json' },
  listReplays: { method: 'GET', path: '/subscriptions/{subscription}/replays' },
  getReplay: { method: 'GET', path: '/subscriptions/{subscription}/replays/{replay}' },
  getOpenApi: { method: 'GET', path: '/openapi.json', open: true },
  getDocs: { method: 'GET', path: '/docs', open: true },
} as const
