import { ActionIcon, Button, FileButton, Menu, Switch } from '@mantine/core'
import { IconDots, IconDownload, IconFile, IconFilePlus, IconPhoto, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { DragEvent } from 'react'
import type { DocumentView, PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { documentTypes } from '../../../../shared/modules/properties/model.ts'
import { dayOfInstant, formatDay } from '../../../../shared/values/period.ts'
import { InlineDay, InlineSelect, InlineText } from '../../../components/fields/inline-kinds.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { readWhole } from '../../../data/photo-cache.ts'
import { useCore } from '../../../data/use-core.ts'
import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { bytesInWords } from '../../../language/bytes-in-words.ts'
import { attempt } from '../attempt.ts'
import { download } from '../../../data/download.ts'
import { useAddDocuments } from './use-add-documents.ts'
import { validityOf } from './validity.ts'
import styles from './documents.module.css'

/** Papers of a property: what each is, until when it is good, and the file itself. */
export function DocumentsTab({ view }: { view: PropertyView }) {
  const { t } = useWords()
  const { property, documents, mayEdit } = view
  const add = useAddDocuments(property.id)
  const fileIds = documents.map((document) => document.file.id).slice(0, 200)
  const { data: missing } = useCore(['files', 'missing'], { fileIds }, { enabled: fileIds.length > 0 })
  const [over, setOver] = useState(false)
  const chooser = (
    <FileButton multiple onChange={(files) => add(files)}>
      {(props) => (
        <Button {...props} leftSection={<IconFilePlus size={16} />}>
          {t('document.add')}
        </Button>
      )}
    </FileButton>
  )
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  return (
    <div
      className={styles.tab}
      onDrop={mayEdit ? onDrop : undefined}
      onDragLeave={() => setOver(false)}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!mayEdit || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
    >
      {documents.length === 0 ? (
        <EmptyState drawing="documents" message={t('document.none')} action={mayEdit ? chooser : null} />
      ) : (
        <>
          {mayEdit ? (
            <div className={styles.bar}>
              {chooser}
              <span className={styles.hint}>{t('document.drop')}</span>
            </div>
          ) : null}
          <ul className={styles.list}>
            {documents.map((document) => (
              <DocumentCard key={document.id} document={document} mayEdit={mayEdit} coming={missing?.includes(document.file.id) ?? false} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function DocumentCard({ document, mayEdit, coming }: { document: DocumentView; mayEdit: boolean; coming: boolean }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const core = useCoreClient()
  const { run } = useCommand()
  const validity = validityOf(document.validUntil, dayOfInstant(Date.now(), zone))
  const save = (patch: Parameters<typeof run<'propertyDocument.update'>>[1]['patch']) =>
    run('propertyDocument.update', { id: document.id, patch })
  const keep = async () => {
    try {
      download(document.file.name, await readWhole(core, document.file.id, 'original'))
    } catch (error) {
      showError(error)
    }
  }
  const remove = async () => {
    try {
      const outcome = await run('propertyDocument.delete', { id: document.id })
      showUndo({ message: t('document.removed', { title: document.title }), commandId: outcome.commandId })
    } catch (error) {
      showError(error)
    }
  }
  const Icon = document.file.mime.startsWith('image/') ? IconPhoto : IconFile
  const added = formatDay(dayOfInstant(document.createdAt, zone), { language })
  return (
    <li className={styles.card} data-validity={validity}>
      <div className={styles.head}>
        <Icon size={20} stroke={1.6} aria-hidden className={styles.icon} />
        <div className={styles.name}>
          <InlineText
            label={t('document.title')}
            layout="bare"
            value={document.title}
            readOnly={!mayEdit}
            check={(title) => (title === null ? t('document.titleNeeded') : null)}
            save={(title) => save({ title: title ?? document.title })}
          />
        </div>
        {coming ? (
          <span title={t('document.comingHint')}>
            <Tag tone="line">{t('document.coming')}</Tag>
          </span>
        ) : null}
        {validity === 'expired' ? (
          <Tag tone="red">{t('document.expired')}</Tag>
        ) : validity === 'soon' ? (
          <Tag tone="amber">{t('document.expiresSoon')}</Tag>
        ) : null}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => void keep()}
          aria-label={t('document.saveNamed', { title: document.title })}
        >
          {t('document.save')}
        </Button>
        {mayEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={30} aria-label={t('document.actions', { title: document.title })}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
                {t('common.action.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      <div className={styles.facts}>
        <InlineSelect
          label={t('document.type')}
          value={document.type}
          readOnly={!mayEdit}
          searchable
          options={documentTypes.map((value) => ({ value, label: t(`document.types.${value}`) }))}
          save={(type) => save({ type: type ?? document.type })}
        />
        <InlineDay
          label={t('document.issuedOn')}
          value={document.issuedOn}
          readOnly={!mayEdit}
          save={(issuedOn) => save({ issuedOn })}
        />
        <InlineDay
          label={t('document.validUntil')}
          value={document.validUntil}
          readOnly={!mayEdit}
          save={(validUntil) => save({ validUntil })}
        />
        <Switch
          size="xs"
          label={t('document.isPublic')}
          checked={document.isPublic}
          disabled={!mayEdit}
          onChange={(event) => void attempt(() => save({ isPublic: event.currentTarget.checked }))}
        />
      </div>
      <p className={styles.foot}>
        {document.file.name} · {bytesInWords(document.file.bytes, t, language)} ·{' '}
        {t('document.addedBy', { day: added, name: document.addedBy })}
      </p>
    </li>
  )
}
