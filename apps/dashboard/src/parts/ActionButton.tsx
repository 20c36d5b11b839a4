import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { ConfirmDialog, type ConfirmDialogProps } from './ConfirmDialog.tsx'

/**
 * A button that asks by a dialog before it does something.
 *
 * @example
 * <ActionButton label="Close order" title="Close this order?" confirm="Close order" isDanger done="Order closed"
 *   send={(_form, idempotencyKey) => api.post(`/v1/orders/${id}/close`, {}, { idempotencyKey })} onDone={order.reload}>
 *   It can no longer be paid.
 * </ActionButton>
 */
export const ActionButton = <Answer,>({
  label,
  look,
  isSmall,
  disabledReason = null,
  needs,
  children,
  ...dialog
}: Omit<ConfirmDialogProps<Answer>, 'onClose'> & {
  label: string
  look?: 'primary' | 'plain' | 'danger' | 'quiet'
  isSmall?: boolean
  /** Why it cannot be done now, in the resource's present state. */
  disabledReason?: string | null
  /** The scope of what it does. */
  needs?: string
  children?: ReactNode
}) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look={look}
        isSmall={isSmall}
        disabledReason={disabledReason}
        needs={needs}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <ConfirmDialog {...dialog} onClose={() => setIsOpen(false)}>
          {children}
        </ConfirmDialog>
      )}
    </>
  )
}
