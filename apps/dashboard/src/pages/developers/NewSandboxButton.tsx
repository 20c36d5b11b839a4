import { useState } from 'react'
import { Button } from '../../parts/Button.tsx'
import { NewSandboxDialog } from './NewSandboxDialog.tsx'
import type { Sandbox } from './sandbox.ts'

export const NewSandboxButton = ({
  forkOf,
  disabledReason = null,
}: {
  forkOf?: Sandbox
  disabledReason?: string | null
}) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        needs="developer.sandboxes.write"
        look={forkOf ? 'plain' : 'primary'}
        disabledReason={disabledReason}
        onClick={() => setIsOpen(true)}
      >
        {forkOf ? 'Fork' : 'Create sandbox'}
      </Button>
      {isOpen && <NewSandboxDialog forkOf={forkOf} onClose={() => setIsOpen(false)} />}
    </>
  )
}
