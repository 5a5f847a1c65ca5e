"""Acts that change the register, one file per act: order, check, write once."""
