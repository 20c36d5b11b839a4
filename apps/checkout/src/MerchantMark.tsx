/** The seller's initial in a tile: a face for the page without loading a picture from anywhere. */
export const MerchantMark = ({ name }: { name: string }) => (
  <span
    aria-hidden="true"
    className="inline-flex size-9 shrink-0 items-center justify-center rounded-control bg-ink text-[15px] font-semibold text-panel"
  >
    {[...name.trim()][0]?.toUpperCase() ?? '•'}
  </span>
)
