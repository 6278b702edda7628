import { z } from 'zod'
import { documentTypes } from '../../../shared/modules/properties/model.ts'
import { operation } from '../operation.ts'
import { document, image } from '../properties/shapes.ts'
import { blankable, id, idParams, text } from '../values.ts'

const tag = 'Photos and documents'
const imageFile = [{ name: 'image', purpose: 'photo', most: 1 }] as const
const ofProperty = z.object({ property: id })

export const mediaContract = {
  'images.add': operation({
    method: 'post', path: '/api/properties/{id}/images/', also: [{ path: '/api/properties/{id}/add_image/' }], tag, summary: 'Add a photo to a property', access: 'member', rate: 'upload', params: idParams, status: 201,
    description: 'Turned as it was held, without its GPS and other metadata. `file_id` names a file that was uploaded before, in place of `image`.',
    body: z.object({ is_primary: z.boolean().default(false), title: blankable(200), file_id: id.optional() }), files: imageFile, answer: image,
  }),
  'images.ofProperty': operation({ method: 'get', path: '/api/properties/{id}/images/', tag, summary: 'Photos of a property, in order', access: 'anyone', rate: 'read', params: idParams, answer: z.array(image) }),
  'images.list': operation({ method: 'get', path: '/api/properties/images/', tag, summary: 'Photos of a property, in order', access: 'anyone', rate: 'read', query: ofProperty, answer: z.array(image) }),
  'images.get': operation({ method: 'get', path: '/api/properties/images/{id}/', tag, summary: 'One photo of one’s agency', access: 'member', rate: 'read', params: idParams, answer: image }),
  'images.update': operation({
    method: 'patch', path: '/api/properties/images/{id}/', also: [{ method: 'put', path: '/api/properties/images/{id}/' }], tag, summary: 'Caption, order, primary', access: 'member', rate: 'write', params: idParams,
    body: z.object({ title: text(200).nullable().optional(), order: z.int().min(0).max(1000).optional(), is_primary: z.literal(true).optional() }), answer: image, example: { body: { order: 0 } },
  }),
  'images.delete': operation({ method: 'delete', path: '/api/properties/images/{id}/', tag, summary: 'Take a photo away', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null() }),
  'images.deleteOf': operation({
    method: 'delete', path: '/api/properties/{id}/delete_image/{image_id}/', tag, summary: 'Take a photo of a property away', access: 'member', rate: 'write', params: z.object({ id, image_id: id }), answer: z.object({ message: z.string() }),
  }),
  'images.setPrimary': operation({
    method: 'post', path: '/api/properties/{id}/set_primary_image/', tag, summary: 'Show this photo first', access: 'member', rate: 'write', params: idParams, body: z.object({ image_id: id }), answer: image,
  }),
  'documents.add': operation({
    method: 'post', path: '/api/properties/{id}/add_document/', also: [{ path: '/api/properties/{id}/documents/' }], tag, summary: 'Add a document to a property', access: 'member', rate: 'upload', params: idParams, status: 201,
    body: z.object({ title: blankable(200), document_type: z.enum(documentTypes).default('other'), is_public: z.boolean().default(false), issued_on: z.iso.date().nullish().transform((value) => value ?? null),
      valid_until: z.iso.date().nullish().transform((value) => value ?? null), file_id: id.optional() }),
    files: [{ name: 'document', purpose: 'document', most: 1 }], answer: document,
  }),
  'documents.list': operation({ method: 'get', path: '/api/properties/documents/', tag, summary: 'Documents of a property of one’s agency', access: 'member', rate: 'read', query: ofProperty, answer: z.array(document) }),
  'documents.get': operation({ method: 'get', path: '/api/properties/documents/{id}/', tag, summary: 'One document', access: 'member', rate: 'read', params: idParams, answer: document }),
  'documents.update': operation({
    method: 'patch', path: '/api/properties/documents/{id}/', also: [{ method: 'put', path: '/api/properties/documents/{id}/' }], tag, summary: 'Change what a document is called and who sees it', access: 'member', rate: 'write', params: idParams,
    body: z.object({ title: text(200).min(1).optional(), document_type: z.enum(documentTypes).optional(), is_public: z.boolean().optional(), issued_on: z.iso.date().nullable().optional(), valid_until: z.iso.date().nullable().optional() }),
    answer: document, example: { body: { is_public: true } },
  }),
  'documents.delete': operation({ method: 'delete', path: '/api/properties/documents/{id}/', tag, summary: 'Take a document away', access: 'member', rate: 'write', params: idParams, status: 204, answer: z.null() }),
} as const
