import { useId } from 'react'
import { CopyButton } from './CopyButton.tsx'

/**
 * A secret at the only moment at which it can be read.
 *
 * @param props.what What it is: "API key", "Signing secret".
 */
export const SecretOnce = ({ secret, what }: { secret: string; what: string }) => {
  const id = useId()
  return (
    <div className="space-y-2">
      <label htmlFor={id} className="block font-medium">
        {what}
      </label>
      <div className="flex items-start gap-2 max-sm:flex-col">
        <textarea
          id={id}
          readOnly
          rows={3}
          spellCheck={false}
          value={secret}
          onFocus={({ target }) => target.select()}
          className="control resize-none font-mono text-xs leading-5 break-all"
        />
        <CopyButton
          text={secret}
          what={what}
          label="Copy"
          className="min-h-9 shrink-0 border border-line-strong px-2"
        />
      </div>
      <p className="rounded-control bg-attention-soft px-3 py-2 text-attention">
        This is the only time that you see it. Copy it now to where your program keeps its secrets. Flint
        keeps no readable copy; a lost one can only be replaced.
      </p>
    </div>
  )
}
