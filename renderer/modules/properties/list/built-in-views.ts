import type { Translate } from '../../../../shared/language/index.ts'
import type { Filter } from '../../../../shared/values/filter.ts'

/** Views the house offers before anybody has made one. */
export function builtInViews(t: Translate): { id: string; name: string; state: { filters: Filter[] } }[] {
  return [
    {
      id: 'to-rent',
      name: t('propertyList.views.toRent'),
      state: {
        filters: [
          { field: 'transaction', operator: 'in', value: ['rent', 'shortStay'] },
          { field: 'status', operator: 'is', value: 'available' },
        ],
      },
    },
    {
      id: 'for-sale',
      name: t('propertyList.views.forSale'),
      state: {
        filters: [
          { field: 'transaction', operator: 'is', value: 'sale' },
          { field: 'status', operator: 'is', value: 'available' },
        ],
      },
    },
    { id: 'mine', name: t('propertyList.views.mine'), state: { filters: [{ field: 'agentId', operator: 'is', value: 'me' }] } },
    {
      id: 'without-photo',
      name: t('propertyList.views.toComplete'),
      state: { filters: [{ field: 'hasPhoto', operator: 'is', value: false }] },
    },
  ]
}
