import { useState } from 'react'
import { pictureOf } from '../line-details.ts'

interface LinkPictureProps {
  readonly address: unknown
  /** The picture's box; one that does not load takes none. */
  readonly className: string
  readonly fit?: 'cover' | 'contain'
}

/** A picture from where the seller has it. What it shows is said in words beside it. */
export const LinkPicture = ({ address, className, fit = 'cover' }: LinkPictureProps) => {
  const [isBroken, setIsBroken] = useState(false)
  const href = isBroken || typeof address !== 'string' ? null : pictureOf({ image: address })
  if (href === null) return null
  return (
    <div className={`shrink-0 overflow-hidden border border-line bg-tile ${className}`}>
      <img
        src={href}
        alt=""
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setIsBroken(true)}
        className={`size-full ${fit === 'cover' ? 'object-cover' : 'object-contain'}`}
      />
    </div>
  )
}
