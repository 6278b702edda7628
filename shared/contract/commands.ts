import type { z } from 'zod'
import { agency, agencyFoundInput, member, memberCreateInput, memberLinkInput, memberSetActiveInput, memberSetRoleInput } from '../modules/auth/model.ts'
import { file, savedView, undoInput } from '../modules/core/model.ts'
import { settleConflictInput } from '../modules/core/model-conflict.ts'
import {
  interaction, interactionCreateInput, interactionSetStatusInput, clientNote, noteCreateInput, remindInput, task, taskCreateInput, taskSetStateInput,
} from '../modules/crm/model-follow-up.ts'
import { alertMessageSetStateInput, alertTellInput } from '../modules/crm/model-alert.ts'
import { interest, interestTrackInput } from '../modules/crm/model-interest.ts'
import { lead, leadAssignInput, leadConvertInput, leadCreateInput, leadDistributeInput, leadQualifyInput, leadSetStatusInput } from '../modules/crm/model-lead.ts'
import { clientSearch, clientSearchCreateInput } from '../modules/crm/model-search.ts'
import { contact, contactCreateInput, contactMergeInput, contactSetConsentInput, contactSetPhonesInput, contactSetRolesInput, contactSetTagsInput } from '../modules/crm/model.ts'
import { noticeDismissInput, noticeMarkAllInput, noticeMarkInput, noticePreferencesInput, noticeSnoozeInput } from '../modules/notifications/model.ts'
import { propertyDocument, propertyPhoto } from '../modules/properties/model.ts'
import {
  documentAddInput, importFinishInput, importRowsInput, importStartInput, photoAddInput, propertyCreateInput, propertyEditInput, propertyIdsInput,
  propertySetAmenitiesInput, propertySetManyInput, propertySetStatusInput, propertyUpdateInput,
} from '../modules/properties/model-inputs.ts'
import { createInput, idInput, updateInput } from '../values/entity-inputs.ts'

/**
 * Every command that may be asked for, with its input. The registry of the core must hold exactly these (tested), so that
 * the interface can be typed by this list without importing a command.
 */
export const commandInputs = {
  'agency.found': agencyFoundInput,
  'agency.update': updateInput(agency),
  'member.create': memberCreateInput,
  'member.update': updateInput(member),
  'member.setRole': memberSetRoleInput,
  'member.setActive': memberSetActiveInput,
  'member.link': memberLinkInput,
  'contact.create': contactCreateInput,
  'contact.update': updateInput(contact),
  'contact.delete': idInput,
  'contact.setRoles': contactSetRolesInput,
  'contact.setPhones': contactSetPhonesInput,
  'contact.setConsent': contactSetConsentInput,
  'contact.setTags': contactSetTagsInput,
  'contact.merge': contactMergeInput,
  'clientSearch.create': clientSearchCreateInput,
  'clientSearch.update': updateInput(clientSearch),
  'clientSearch.delete': idInput,
  'lead.create': leadCreateInput,
  'lead.update': updateInput(lead),
  'lead.delete': idInput,
  'lead.setStatus': leadSetStatusInput,
  'lead.qualify': leadQualifyInput,
  'lead.assign': leadAssignInput,
  'lead.distribute': leadDistributeInput,
  'lead.convert': leadConvertInput,
  'interaction.create': interactionCreateInput,
  'interaction.update': updateInput(interaction),
  'interaction.delete': idInput,
  'interaction.setStatus': interactionSetStatusInput,
  'clientNote.create': noteCreateInput,
  'clientNote.update': updateInput(clientNote),
  'clientNote.delete': idInput,
  'task.create': taskCreateInput,
  'task.update': updateInput(task),
  'task.delete': idInput,
  'task.setState': taskSetStateInput,
  'followUp.remind': remindInput,
  'interest.track': interestTrackInput,
  'interest.update': updateInput(interest),
  'interest.delete': idInput,
  'alertMessage.tell': alertTellInput,
  'alertMessage.setState': alertMessageSetStateInput,
  'property.create': propertyCreateInput,
  'property.update': propertyUpdateInput,
  'property.edit': propertyEditInput,
  'property.updateMany': propertySetManyInput,
  'property.delete': idInput,
  'property.deleteMany': propertyIdsInput,
  'property.setStatus': propertySetStatusInput,
  'property.setAmenities': propertySetAmenitiesInput,
  'property.setPrimaryPhoto': photoAddInput.pick({ propertyId: true, id: true }),
  'propertyPhoto.create': photoAddInput,
  'propertyPhoto.update': updateInput(propertyPhoto),
  'propertyPhoto.delete': idInput,
  'propertyDocument.create': documentAddInput,
  'propertyDocument.update': updateInput(propertyDocument),
  'propertyDocument.delete': idInput,
  'importBatch.start': importStartInput,
  'importBatch.addRows': importRowsInput,
  'importBatch.finish': importFinishInput,
  'file.create': createInput(file),
  'savedView.create': createInput(savedView),
  'savedView.update': updateInput(savedView),
  'savedView.delete': idInput,
  'notification.mark': noticeMarkInput,
  'notification.markAll': noticeMarkAllInput,
  'notification.snooze': noticeSnoozeInput,
  'notification.dismiss': noticeDismissInput,
  'notification.setPreferences': noticePreferencesInput,
  'conflict.settle': settleConflictInput,
  'core.undo': undoInput,
} as const satisfies Record<string, z.ZodType>

export type CommandName = keyof typeof commandInputs
export type CommandInput<Name extends CommandName> = z.input<(typeof commandInputs)[Name]>
export const commandNames = Object.keys(commandInputs) as CommandName[]
