"""What a received file is made of: text, workbook, cells; nothing is said of what they mean."""
