"""Forms made from a pathway's questions: fields, pages, words and print. Knows questions and answers, and no case."""
