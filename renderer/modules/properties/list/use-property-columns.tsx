import { useMemo } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import { pricePerSquareMetre } from '../../../../shared/modules/properties/rules.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import type { ListColumn } from '../../../components/list/list-types.ts'
import { Day } from '../../../components/show/day.tsx'
import { Photo } from '../../../components/show/photo.tsx'
import { StatusBadge } from '../../../components/show/status-badge.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { usePropertyWords } from '../property-words.ts'
import { useMayEditRow } from '../use-may-edit-row.ts'
import { AmountCellEditor, NumberCellEditor, TextCellEditor } from './cell-editors.tsx'
import styles from './property-list.module.css'

type Column = ListColumn<PropertyListRow>
const count = (max: number, whole: boolean) => ({ max, whole })

/** Columns of the table; those marked hidden are offered, not shown, until somebody asks for them. */
/** What can be spared beside an open property, first to last: the panel says it anyway. */
export const sparedBesidePanel = ['updatedAt', 'createdAt', 'surfaceArea', 'transaction', 'landArea', 'rooms', 'bathrooms', 'agent', 'owner', 'photos', 'pricePerSquareMetre', 'bedrooms', 'kind', 'commune', 'region', 'quartier']

export function usePropertyColumns(): readonly Column[] {
  const { t, language } = useWords()
  const { currency } = useAgencyFrame()
  const words = usePropertyWords()
  const { run } = useCommand()
  const mayEdit = useMayEditRow()

  return useMemo<readonly Column[]>(() => {
    const unit = formatMoney({ amount: 0, currency }, { language }).replace(/[\d\s\u00a0]+/, '')
    const muted = (text: string | null) => (text === null ? null : <span className={styles.muted}>{text}</span>)
    const save = (row: PropertyListRow, patch: Parameters<typeof run<'property.update'>>[1]['patch'], unitName: string) =>
      run('property.update', { id: row.id, patch }, { base: seenUnits(row, [unitName]) })
    const numberColumn = (
      field: 'surfaceArea' | 'landArea' | 'rooms' | 'bedrooms' | 'bathrooms',
      header: string,
      limits: { max: number; whole: boolean },
      more: Partial<Column>,
    ): Column => ({
      id: field,
      header,
      width: 80,
      align: 'right',
      firstDirection: 'desc',
      mayEdit,
      cell: (row) => muted(row[field] === null ? null : words.number(row[field])),
      edit: (row, editor) => (
        <NumberCellEditor
          label={header}
          value={row[field]}
          max={limits.max}
          whole={limits.whole}
          save={(value) => save(row, { [field]: value }, field)}
          {...editor}
        />
      ),
      ...more,
    })
    return [
      {
        id: 'title',
        header: t('propertyList.column.name'),
        width: 240,
        minWidth: 160,
        grow: true,
        fixed: true,
        sortField: 'title',
        mayEdit,
        cell: (row) => (
          <span className={styles.name}>
            <Photo fileId={row.photoFileId} alt="" width={34} height={26} radius={4} />
            <span className={styles.title} title={row.title}>
              {row.title}
            </span>
          </span>
        ),
        edit: (row, editor) => (
          <TextCellEditor
            label={t('property.title')}
            value={row.title}
            save={(title) => save(row, { title }, 'title')}
            {...editor}
          />
        ),
      },
      {
        id: 'reference',
        header: t('property.reference'),
        width: 100,
        hidden: true,
        sortField: 'reference',
        cell: (row) => muted(row.reference),
      },
      {
        id: 'quartier',
        header: t('property.quartier'),
        width: 130,
        sortField: 'quartier',
        cell: (row) => row.quartier ?? muted(row.commune ?? row.region),
      },
      { id: 'commune', header: t('property.commune'), width: 130, hidden: true, cell: (row) => muted(row.commune) },
      { id: 'region', header: t('property.region'), width: 110, hidden: true, cell: (row) => muted(row.region) },
      {
        id: 'kind',
        header: t('property.kind'),
        width: 120,
        hidden: true,
        sortField: 'kind',
        cell: (row) => muted(t(`property.kinds.${row.kind}`)),
      },
      {
        id: 'transaction',
        header: t('property.transaction'),
        width: 104,
        sortField: 'transaction',
        cell: (row) => muted(t(`property.transactions.${row.transaction}`)),
      },
      {
        id: 'priceAmount',
        header: t('propertyList.column.price', { unit }),
        width: 128,
        align: 'right',
        sortField: 'priceAmount',
        firstDirection: 'desc',
        mayEdit,
        cell: (row) =>
          row.priceAmount === null ? null : (
            <strong className={styles.amount} title={words.price(row)}>
              {words.bareAmount(row.priceAmount, row.priceCurrency)}
            </strong>
          ),
        edit: (row, editor) => (
          <AmountCellEditor
            label={t('property.price')}
            value={row.priceAmount}
            currency={row.priceCurrency as Currency}
            save={(amount) =>
              save(row, { priceAmount: amount, priceCurrency: row.priceCurrency, pricePeriod: row.pricePeriod }, 'price')
            }
            {...editor}
          />
        ),
      },
      {
        id: 'pricePerSquareMetre',
        header: t('propertyList.column.pricePerSquareMetre'),
        width: 110,
        align: 'right',
        hidden: true,
        cell: (row) => muted(words.bareAmount(pricePerSquareMetre(row), row.priceCurrency)),
      },
      numberColumn('surfaceArea', t('propertyList.column.surface'), count(100_000_000, false), {
        sortField: 'surfaceArea',
        width: 76,
      }),
      numberColumn('landArea', t('property.landArea'), count(100_000_000, false), { hidden: true, width: 120 }),
      numberColumn('rooms', t('property.rooms'), count(500, true), { hidden: true }),
      numberColumn('bedrooms', t('property.bedrooms'), count(200, true), { hidden: true, sortField: 'bedrooms', width: 96 }),
      numberColumn('bathrooms', t('property.bathrooms'), count(200, true), { hidden: true, width: 120 }),
      {
        id: 'furnished',
        header: t('property.furnished'),
        width: 110,
        hidden: true,
        cell: (row) => muted(t(`property.furnishings.${row.furnished}`)),
      },
      {
        id: 'titleType',
        header: t('property.titleType'),
        width: 140,
        hidden: true,
        cell: (row) => muted(row.titleType && t(`property.titleTypes.${row.titleType}`)),
      },
      {
        id: 'status',
        header: t('property.status'),
        width: 108,
        sortField: 'status',
        cell: (row) => <StatusBadge status={row.status} />,
      },
      { id: 'agent', header: t('property.agent'), width: 130, hidden: true, cell: (row) => muted(row.agentName) },
      { id: 'owner', header: t('property.owner'), width: 140, hidden: true, cell: (row) => muted(row.ownerName) },
      {
        id: 'photos',
        header: t('propertyList.column.photos'),
        width: 70,
        align: 'right',
        hidden: true,
        cell: (row) => muted(row.photoCount === 0 ? null : words.number(row.photoCount)),
      },
      {
        id: 'availableFrom',
        header: t('property.availableFrom'),
        width: 120,
        hidden: true,
        cell: (row) => <Day day={row.availableFrom} empty={null} />,
      },
      {
        id: 'publishedAt',
        header: t('property.publishedAt'),
        width: 120,
        hidden: true,
        cell: (row) => <Day at={row.publishedAt} empty={null} />,
      },
      {
        id: 'createdAt',
        header: t('property.createdAt'),
        width: 110,
        hidden: true,
        sortField: 'createdAt',
        firstDirection: 'desc',
        cell: (row) => (
          <span className={styles.muted}>
            <Day at={row.createdAt} />
          </span>
        ),
      },
      {
        id: 'updatedAt',
        header: t('property.updatedAt'),
        width: 110,
        sortField: 'updatedAt',
        firstDirection: 'desc',
        cell: (row) => (
          <span className={styles.muted}>
            <Day at={row.updatedAt} />
          </span>
        ),
      },
    ]
  }, [t, language, currency, words, run, mayEdit])
}

/** What the exported file calls these columns: the fields of the core. */
export const exportedColumns: Readonly<Record<string, string>> = {
  agent: 'agentName',
  owner: 'ownerName',
  photos: 'photoCount',
}
