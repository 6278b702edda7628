/**
 * Tables of the platform (architecture §7): people, their sessions, what agencies may use, and the server's own records. They
 * belong to no agency's log and never travel; each is written by the room of the server that owns it.
 */
export type PlatformTables = {
  /** A person, once for the whole platform. A member of an agency names it; a client is one that no agency employs. */
  account: {
    id: string
    email: string
    name: string
    createdAt: number
    username: string | null
    firstName: string | null
    lastName: string | null
    phone: string | null
    bio: string | null
    birthDate: string | null
    language: string | null
    zone: string | null
    contactMethod: string | null
    avatarSha256: string | null
    /** 1 for whoever runs the platform. */
    operator: number | null
    /** 1 when the operator closed it. */
    inactive: number | null
    verifiedAt: number | null
    lastActivityAt: number | null
    signIns: number | null
    updatedAt: number | null
  }
  /** One sign-in on one device: what is listed, ended, and what tokens belong to. */
  accessSession: {
    id: string
    accountId: string
    deviceName: string | null
    userAgent: string | null
    address: string | null
    createdAt: number
    usedAt: number
    endedAt: number | null
    endReason: 'signed_out' | 'revoked' | 'token_reused' | 'password_changed' | 'expired' | null
  }
  /** Each is used once; the next follows from it. Only the hash is kept. */
  refreshToken: { hash: string; sessionId: string; createdAt: number; expiresAt: number; usedAt: number | null }
  /** A link sent by mail: good once, for a while. `email` is the address that it proves. */
  oneTimeToken: { hash: string; accountId: string; purpose: 'verify' | 'reset'; email: string | null; createdAt: number; expiresAt: number; usedAt: number | null }
  /** TOTP; `secret` is encrypted with a key of the server, `lastStep` keeps a code from being used twice. */
  secondFactor: { accountId: string; secret: string; createdAt: number; confirmedAt: number | null; lastStep: number | null }
  recoveryCode: { accountId: string; hash: string; usedAt: number | null }
  /** Who somebody is at Google or Apple: told by `subject`, never by the e-mail. */
  identity: { provider: 'google' | 'apple'; subject: string; accountId: string; email: string | null; createdAt: number }
  /** Each yes and no with the version of the text it was said to; the newest counts. */
  accountConsent: { id: string; accountId: string; purpose: 'privacy' | 'marketing'; version: string; given: number; source: string | null; address: string | null; at: number }
  /** Mails to go out. A link's token is made when it is sent, so that none lies here. */
  mail: {
    id: string
    kind: string
    email: string
    accountId: string | null
    language: string
    params: string
    state: 'waiting' | 'running' | 'sent' | 'failed'
    attempts: number
    nextAt: number
    error: string | null
    createdAt: number
    sentAt: number | null
  }
  /** Null limits are none. */
  plan: { name: string; days: number; maxAgents: number | null; maxProperties: number | null; maxClients: number | null; features: string; position: number }
  /** What an agency may use, since when and how long; its limits may differ from its plan's. */
  subscription: {
    agencyId: string
    plan: string
    licenseNumber: string | null
    startsAt: number
    endsAt: number
    maxAgents: number | null
    maxProperties: number | null
    maxClients: number | null
    suspendedAt: number | null
    suspendedReason: string | null
    createdAt: number
    updatedAt: number
  }
  favourite: { id: string; accountId: string; agencyId: string; propertyId: string; createdAt: number }
  /** Who did what on the platform, beside the agencies' own logs: sign-ins, resets, acts of the operator with their reason. */
  audit: {
    id: string
    at: number
    accountId: string | null
    sessionId: string | null
    agencyId: string | null
    action: string
    target: string | null
    reason: string | null
    detail: string | null
    address: string | null
  }
  idempotency: { scope: string; key: string; inputHash: string; status: number | null; body: string | null; createdAt: number }
  /** A file on its way in parts. */
  upload: {
    id: string
    accountId: string
    agencyId: string | null
    name: string
    purpose: string
    bytes: number
    received: number
    state: 'open' | 'done'
    fileId: string | null
    createdAt: number
    touchedAt: number
  }
  configuration: { key: string; value: string; description: string | null; public: number; updatedAt: number; updatedBy: string | null }
  /** Periodic work; whoever takes `lockedUntil` runs it. */
  job: { name: string; nextAt: number; lockedUntil: number | null; startedAt: number | null; endedAt: number | null; error: string | null; runs: number }
}
