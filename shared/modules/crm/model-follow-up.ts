import { z } from 'zod'
import { defineEntity } from '../../values/entity.ts'
import type { Row } from '../../values/entity.ts'
import { idSchema } from '../../values/id.ts'
import { prioritySchema } from './model.ts'

/** What happens between the agency and somebody: talks, notes, things to do. Each is about a contact or a lead, and perhaps a property. */

export const interactionTypes = ['call', 'message', 'email', 'meeting', 'visit', 'inquiry', 'followUp', 'complaint', 'feedback'] as const
export const interactionChannels = ['phone', 'whatsapp', 'sms', 'email', 'inPerson', 'videoCall', 'portal'] as const
export const outcomes = ['successful', 'unsuccessful', 'callbackRequested', 'followUpRequired', 'meetingScheduled', 'noResponse'] as const
export const interactionStatuses = ['scheduled', 'inProgress', 'completed', 'cancelled', 'noShow'] as const
export const noteTypes = ['general', 'meeting', 'call', 'followUp', 'alert', 'opportunity'] as const
export const taskStates = ['open', 'done', 'cancelled'] as const
export const repeatUnits = ['day', 'week', 'month', 'year'] as const

const text = (most: number) => z.string().trim().max(most)
const instant = z.int().min(0).max(8_640_000_000_000_000)
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const ordinary = { policy: 'arrival', scope: 'agency', visibility: 'private', searchable: false, reference: null } as const
const told = { ...ordinary, policy: 'command' } as const
const about = {
  contactId: { schema: idSchema.nullable(), ...told, reference: 'contact', unit: 'about', label: 'followUp.contact' },
  leadId: { schema: idSchema.nullable(), ...told, reference: 'lead', unit: 'about', label: 'followUp.lead' },
  propertyId: { schema: idSchema.nullable(), ...ordinary, reference: 'property', unit: 'property', label: 'followUp.property' },
} as const

export const interaction = defineEntity({
  name: 'interaction',
  table: 'interaction',
  ownedBy: 'agentId',
  fields: {
    ...about,
    agentId: { schema: idSchema.nullable(), ...ordinary, reference: 'member', unit: 'agent', label: 'interaction.agent' },
    type: { schema: z.enum(interactionTypes), ...ordinary, unit: 'type', label: 'interaction.type' },
    channel: { schema: z.enum(interactionChannels), ...ordinary, unit: 'type', label: 'interaction.channel' },
    subject: { schema: text(200).min(1), ...ordinary, searchable: true, unit: 'subject', label: 'interaction.subject' },
    content: { schema: text(20_000).nullable(), ...ordinary, policy: 'text', searchable: true, unit: 'content', label: 'interaction.content' },
    status: { schema: z.enum(interactionStatuses), ...told, unit: 'status', label: 'interaction.status' },
    outcome: { schema: z.enum(outcomes).nullable(), ...told, unit: 'status', label: 'interaction.outcome' },
    completedAt: { schema: instant.nullable(), ...told, unit: 'status', label: 'interaction.completedAt' },
    /** When it happened, or will. */
    at: { schema: instant, ...ordinary, unit: 'at', label: 'interaction.at' },
    durationMinutes: { schema: z.int().min(0).max(10_000).nullable(), ...ordinary, unit: 'durationMinutes', label: 'interaction.durationMinutes' },
    priority: { schema: prioritySchema, ...ordinary, unit: 'priority', label: 'interaction.priority' },
  },
})
export type Interaction = Row<typeof interaction>

export const clientNote = defineEntity({
  name: 'clientNote',
  table: 'client_note',
  ownedBy: 'createdBy',
  fields: {
    ...about,
    title: { schema: text(200).nullable(), ...ordinary, searchable: true, unit: 'title', label: 'note.title' },
    content: { schema: text(20_000).min(1), ...ordinary, policy: 'text', searchable: true, unit: 'content', label: 'note.content' },
    type: { schema: z.enum(noteTypes), ...ordinary, unit: 'type', label: 'note.type' },
    isImportant: { schema: z.boolean(), ...ordinary, unit: 'isImportant', label: 'note.isImportant' },
    isPinned: { schema: z.boolean(), ...ordinary, unit: 'isPinned', label: 'note.isPinned' },
    remindAt: { schema: instant.nullable(), ...ordinary, unit: 'remindAt', label: 'note.remindAt' },
  },
})
export type ClientNote = Row<typeof clientNote>

/** Every so many days, weeks, months or years, counted from the day it was due. */
export const repeatSchema = z.strictObject({ every: z.int().min(1).max(365), unit: z.enum(repeatUnits), until: z.iso.date().nullable() })
export type Repeat = z.infer<typeof repeatSchema>

export const task = defineEntity({
  name: 'task',
  table: 'task',
  ownedBy: 'assigneeId',
  fields: {
    // Unlike a talk, a task may turn out to be about somebody else.
    ...about,
    contactId: { ...about.contactId, policy: 'arrival' },
    leadId: { ...about.leadId, policy: 'arrival' },
    title: { schema: text(200).min(1), ...ordinary, searchable: true, unit: 'title', label: 'task.title' },
    notes: { schema: text(5000).nullable(), ...ordinary, policy: 'text', unit: 'notes', label: 'task.notes' },
    assigneeId: { schema: idSchema.nullable(), ...ordinary, reference: 'member', unit: 'assignee', label: 'task.assignee' },
    priority: { schema: prioritySchema, ...ordinary, unit: 'priority', label: 'task.priority' },
    /** A day of the agency's zone, with an hour where it matters. */
    dueOn: { schema: z.iso.date().nullable(), ...ordinary, unit: 'due', label: 'task.dueOn' },
    dueTime: { schema: clockTime.nullable(), ...ordinary, unit: 'due', label: 'task.dueTime' },
    remindAt: { schema: instant.nullable(), ...ordinary, unit: 'remindAt', label: 'task.remindAt' },
    repeat: { schema: repeatSchema.nullable(), ...ordinary, unit: 'repeat', label: 'task.repeat' },
    /** The talk that asks for it: a call back, a document to send. */
    interactionId: { schema: idSchema.nullable(), ...told, reference: 'interaction', unit: 'interaction', label: 'task.interaction' },
    state: { schema: z.enum(taskStates), ...told, unit: 'state', label: 'task.state' },
    doneAt: { schema: instant.nullable(), ...told, unit: 'state', label: 'task.doneAt' },
  },
})
export type Task = Row<typeof task>

// ---- command inputs

const aboutInput = { contactId: idSchema.nullable().default(null), leadId: idSchema.nullable().default(null), propertyId: idSchema.nullable().default(null) }

export const interactionCreateInput = z.strictObject({
  id: idSchema, ...aboutInput, agentId: idSchema.nullable().default(null), type: z.enum(interactionTypes), channel: z.enum(interactionChannels), subject: text(200).min(1), content: text(20_000).nullable().default(null),
  status: z.enum(interactionStatuses).default('completed'), outcome: z.enum(outcomes).nullable().default(null), at: instant, durationMinutes: z.int().min(0).max(10_000).nullable().default(null),
  priority: prioritySchema.default('medium'),
})
export const interactionSetStatusInput = z.strictObject({ id: idSchema, to: z.enum(interactionStatuses), outcome: z.enum(outcomes).nullable().default(null), notes: text(5000).nullable().default(null) })
export const noteCreateInput = z.strictObject({
  id: idSchema, ...aboutInput, title: text(200).nullable().default(null), content: text(20_000).min(1), type: z.enum(noteTypes).default('general'), isImportant: z.boolean().default(false), isPinned: z.boolean().default(false),
  remindAt: instant.nullable().default(null),
})
export const taskCreateInput = z.strictObject({
  id: idSchema, ...aboutInput, title: text(200).min(1), notes: text(5000).nullable().default(null), assigneeId: idSchema.nullable().default(null), priority: prioritySchema.default('medium'),
  dueOn: z.iso.date().nullable().default(null), dueTime: clockTime.nullable().default(null), remindAt: instant.nullable().default(null), repeat: repeatSchema.nullable().default(null), interactionId: idSchema.nullable().default(null),
})
export const taskSetStateInput = z.strictObject({ id: idSchema, to: z.enum(taskStates) })
