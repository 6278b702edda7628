import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { IconDots, IconStarFilled } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DragEvent, KeyboardEvent, Ref } from 'react'
import type { PhotoView } from '../../../../shared/modules/properties/model-views.ts'
import { Photo } from '../../../components/show/photo.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './photos.module.css'

type PhotoTileProps = {
  photo: PhotoView
  title: string
  index: number
  total: number
  primary: boolean
  mayEdit: boolean
  dragged: boolean
  buttonRef: Ref<HTMLButtonElement>
  tabIndex: number
  onOpen: () => void
  onPrimary: () => void
  onRemove: () => void
  onMove: (to: number) => void
  onCaption: (caption: string | null) => void
  onKeyDown: (event: KeyboardEvent) => void
  onFocus: () => void
  onDragStart: (event: DragEvent) => void
  onDragOver: (event: DragEvent) => void
  onDragEnd: (event: DragEvent) => void
}

export function PhotoTile(props: PhotoTileProps) {
  const { photo, title, index, total, primary, mayEdit, onMove } = props
  const { t } = useWords()
  return (
    <li>
      <div
        className={styles.tile}
        data-dragged={props.dragged || undefined}
        draggable={mayEdit}
        onDragStart={props.onDragStart}
        onDragOver={props.onDragOver}
        onDragEnd={props.onDragEnd}
        onDrop={(event) => event.preventDefault()}
      >
        <button
          ref={props.buttonRef}
          type="button"
          className={styles.picture}
          tabIndex={props.tabIndex}
          onClick={props.onOpen}
          onKeyDown={props.onKeyDown}
          onFocus={props.onFocus}
          aria-label={`${photo.caption ?? t('photo.alt', { number: index + 1, title })}${primary ? ` · ${t('photo.primary')}` : ''}`}
        >
          <Photo fileId={photo.file.id} variant="medium" alt="" width="100%" height="100%" radius={8} />
        </button>
        {primary ? (
          <span className={styles.primary}>
            <IconStarFilled size={12} aria-hidden /> {t('photo.primary')}
          </span>
        ) : null}
        {mayEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                size={26}
                variant="default"
                className={styles.tileMenu}
                aria-label={t('photo.actions', { number: index + 1 })}
              >
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {primary ? null : <Menu.Item onClick={props.onPrimary}>{t('photo.makePrimary')}</Menu.Item>}
              <Menu.Item disabled={index === 0} onClick={() => onMove(index - 1)}>
                {t('photo.moveEarlier')}
              </Menu.Item>
              <Menu.Item disabled={index === total - 1} onClick={() => onMove(index + 1)}>
                {t('photo.moveLater')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={props.onRemove}>
                {t('common.action.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
        {mayEdit ? (
          <Caption
            value={photo.caption}
            label={t('photo.caption')}
            placeholder={t('photo.addCaption')}
            onSave={props.onCaption}
          />
        ) : (
          <p className={styles.captionText}>{photo.caption}</p>
        )}
      </div>
    </li>
  )
}

/** Typed under the photo, saved on leaving. */
function Caption({
  value,
  label,
  placeholder,
  onSave,
}: {
  value: string | null
  label: string
  placeholder: string
  onSave: (caption: string | null) => void
}) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  const save = () => {
    const next = typed.trim() || null
    if (next !== value) onSave(next)
  }
  return (
    <TextInput
      variant="unstyled"
      size="xs"
      className={styles.caption}
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') {
          event.stopPropagation()
          setTyped(value ?? '')
        }
      }}
      draggable
      onDragStart={(event) => event.preventDefault()}
    />
  )
}
