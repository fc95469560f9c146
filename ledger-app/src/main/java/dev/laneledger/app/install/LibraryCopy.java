package dev.laneledger.app.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies libraries so that the JVM can keep all their classes. It keeps none of class file versions
 * before 50, since those have no stack maps and are verified anew at every start; such classes are
 * written with stack maps, as version 52. Everything else stays as it is.
 */
final class LibraryCopy {
  private static final int MAJOR_OFFSET = 6;
  private static final int HEAD = 8;
  private static final String CLASS = ".class";

  private LibraryCopy() {}

  /** Copies one jar; what is there is replaced. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (ZipFile jar = new ZipFile(from.toFile())) {
      if (!hasOld(jar)) {
        Files.copy(
            from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        return;
      }
      try (OutputStream out = Files.newOutputStream(to);
          ZipOutputStream copy = new ZipOutputStream(out)) {
        copy(jar, copy);
      }
      Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }
  }

  /** A signed jar would not be loaded if it were changed. */
  private static boolean hasOld(ZipFile jar) throws IOException {
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (entry.getName().endsWith(".SF")) {
        return false;
      }
      if (entry.getName().endsWith(CLASS)) {
        try (InputStream in = jar.getInputStream(entry)) {
          if (isOld(in.readNBytes(HEAD))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isOld(byte[] bytes) {
    int major = ((bytes[MAJOR_OFFSET] & 0xff) << Byte.SIZE) | (bytes[MAJOR_OFFSET + 1] & 0xff);
    return major < ClassFile.JAVA_6_VERSION;
  }

  private static void copy(ZipFile jar, ZipOutputStream copy) throws IOException {
    ClassFile writer =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(type -> find(jar, type))
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      byte[] bytes;
      try (InputStream in = jar.getInputStream(entry)) {
        bytes = in.readAllBytes();
      }
      ZipEntry written = new ZipEntry(entry.getName());
      written.setTime(entry.getTime());
      copy.putNextEntry(written);
      boolean old = entry.getName().endsWith(CLASS) && isOld(bytes);
      copy.write(old ? writer.transformClass(writer.parse(bytes), NEWER) : bytes);
      copy.closeEntry();
    }
  }

  private static final ClassTransform NEWER =
      ((ClassTransform)
              (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                  builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                  builder.with(element);
                }
              })
          .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));

  private static @Nullable InputStream find(ZipFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    try {
      ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + CLASS);
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }
}
