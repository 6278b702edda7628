import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListAddress } from './list/list-state.ts'

export type RecordTab = 'facts' | 'photos' | 'documents' | 'clients' | 'history'

/** Where the screens of properties stand, told once. */
export function usePropertyNavigation() {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      openList: (address: ListAddress = {}) => void navigate({ to: '/properties', search: address as never }),
      openPage: (id: string, tab?: RecordTab) =>
        void navigate({
          to: '/properties/$id',
          params: { id } as never,
          search: (tab && tab !== 'facts' ? { tab } : {}) as never,
        }),
      /** From its form: going back afterwards must not lead into the form again. */
      leaveForm: (id: string) =>
        void navigate({ to: '/properties/$id', params: { id } as never, search: {} as never, replace: true }),
      openForm: () => void navigate({ to: '/properties/new' }),
      openEdit: (id: string) => void navigate({ to: '/properties/$id/edit', params: { id } as never }),
      openImport: () => void navigate({ to: '/properties/import' }),
    }),
    [navigate],
  )
}
