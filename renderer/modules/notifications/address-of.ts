import type { NoticeView } from '../../../shared/modules/notifications/model.ts'

/** Where the record of a notice is, for a link or for `navigate`. */
export function addressOf({ entity, id }: NoticeView['target']) {
  switch (entity) {
    case 'lead':
      return { to: '/leads/$id', params: { id }, search: {} } as const
    case 'contact':
      return { to: '/contacts/$id', params: { id }, search: {} } as const
    case 'property':
      return { to: '/properties/$id', params: { id }, search: {} } as const
    case 'task':
      return { to: '/tasks', search: { open: id } } as const
  }
}
