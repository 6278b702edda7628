import type { Contact, ContactRole, consentChannels, consentPurposes } from './model.ts'

export type PhoneView = { id: string; typed: string; e164: string | null; whatsapp: boolean; wave: boolean; orangeMoney: boolean }
export type ContactBrief = { id: string; name: string; email: string | null; phones: PhoneView[]; roles: ContactRole[] }
export type ContactPage = { rows: (ContactBrief & { properties: number; updatedAt: number })[]; count: number }
export type ConsentView = { purpose: (typeof consentPurposes)[number]; channel: (typeof consentChannels)[number]; given: boolean; day: string; source: string | null }
export type ContactView = { contact: Contact; phones: PhoneView[]; roles: ContactRole[]; consents: ConsentView[]; mayEdit: boolean }
