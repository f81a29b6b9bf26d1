/** 999 000 0018: as it is read out, and as the NHS writes it; anything else stays what it is. */
export const sayNhsNumber = (number: string): string => number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
